package io.anabranch.outgoing;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask for.
 *
 * @param headers go wherever the request is redirected to
 * @param privateHeaders credentials and the like: they go to the origin of the URL and nowhere
 *     else, so no more once a redirect has left it
 * @param body goes wherever a redirect has the request repeated
 */
public record OutgoingRequest(
    Method method,
    URI url,
    Map<String, String> headers,
    Map<String, String> privateHeaders,
    @Nullable Body body) {

  /** Those that change nothing follow every redirect as they are. */
  public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /** What is sent, in UTF-8. */
  public record Body(String contentType, String text) {}

  /** One without a body. */
  public OutgoingRequest(
      Method method, URI url, Map<String, String> headers, Map<String, String> privateHeaders) {
    this(method, url, headers, privateHeaders, null);
  }

  public OutgoingRequest {
    headers = Map.copyOf(headers);
    privateHeaders = Map.copyOf(privateHeaders);
  }

  /**
   * @param repeated whether the method stays; else what changes something becomes a GET, as
   *     everywhere in the web
   */
  OutgoingRequest redirected(URI target, boolean repeated) {
    boolean same = Origin.of(target).equals(Origin.of(url));
    boolean kept = repeated || method == Method.GET || method == Method.HEAD;
    return new OutgoingRequest(
        kept ? method : Method.GET,
        target,
        headers,
        same ? privateHeaders : Map.of(),
        kept ? body : null);
  }

  /** Without what is private, and without the URL's query, which may be. */
  @Override
  public String toString() {
    return method + " " + Origin.of(url) + url.getRawPath();
  }
}
