package io.anabranch.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.OptionalLong;

/** An object that is being read. Not thread-safe. */
public final class Download implements AutoCloseable {

  private final HttpResponse<InputStream> response;

  Download(HttpResponse<InputStream> response) {
    this.response = response;
  }

  /**
   * The bytes. The stream throws if they end before all are there: what was read in full is whole.
   */
  public InputStream stream() {
    return response.body();
  }

  /** How many bytes the stream has, unless the server did not say. */
  public OptionalLong length() {
    return response.headers().firstValueAsLong("Content-Length");
  }

  /** The checksum, without its quotes; empty if the server gave none. */
  public String etag() {
    return response.headers().firstValue("ETag").orElse("").replace("\"", "");
  }

  /** The media type; empty if the server gave none. */
  public String contentType() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
