package io.anabranch.server.testing;

import io.anabranch.server.testing.ApiClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;

/** A link to one object, used as whoever holds it would: without credentials. */
public record Link(URI uri) {

  public static Link of(String url) {
    return new Link(URI.create(url));
  }

  public Answer get(String... headers) {
    return ApiClient.anonymous(uri).get(path(), headers);
  }

  public Answer head(String... headers) {
    return ApiClient.anonymous(uri).head(path(), headers);
  }

  public Answer put(byte[] bytes, String... headers) {
    return ApiClient.anonymous(uri).send("PUT", path(), BodyPublishers.ofByteArray(bytes), headers);
  }

  private String path() {
    return "/" + uri.getRawPath() + "?" + uri.getRawQuery();
  }
}
