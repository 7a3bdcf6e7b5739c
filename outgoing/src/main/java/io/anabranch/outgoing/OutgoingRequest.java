package io.anabranch.outgoing;

import java.net.URI;
import java.util.Map;

/**
 * What to ask for.
 *
 * @param headers go wherever the request is redirected to
 * @param privateHeaders credentials and the like: they go to the origin of the URL and nowhere
 *     else, so no more once a redirect has left it
 */
public record OutgoingRequest(
    Method method, URI url, Map<String, String> headers, Map<String, String> privateHeaders) {

  /** Methods that change nothing, so that every redirect can be followed. */
  public enum Method {
    GET,
    HEAD
  }

  public OutgoingRequest {
    headers = Map.copyOf(headers);
    privateHeaders = Map.copyOf(privateHeaders);
  }

  OutgoingRequest redirected(URI target) {
    boolean same = Origin.of(target).equals(Origin.of(url));
    return new OutgoingRequest(method, target, headers, same ? privateHeaders : Map.of());
  }

  /** Without what is private, and without the URL's query, which may be. */
  @Override
  public String toString() {
    return method + " " + Origin.of(url) + url.getRawPath();
  }
}
