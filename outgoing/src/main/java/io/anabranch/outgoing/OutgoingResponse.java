package io.anabranch.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * An answer, whose body comes while it is read. Holds a connection until it is closed or the body
 * is read to its end. Belongs to one thread at a time.
 */
public final class OutgoingResponse implements AutoCloseable {

  private final URI url;
  private final ClassicHttpResponse response;
  private final Cancellable exchange;

  OutgoingResponse(URI url, ClassicHttpResponse response, Cancellable exchange) {
    this.url = url;
    this.response = response;
    this.exchange = exchange;
  }

  /** Where it came from, in the end. */
  public URI url() {
    return url;
  }

  public int status() {
    return response.getCode();
  }

  /** The first header of a name, in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** How many bytes the body has, or would have if it had been asked for; empty when not told. */
  public OptionalLong length() {
    return header(HttpHeaders.CONTENT_LENGTH)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /**
   * The bytes as they were sent, nothing decoded; fails when they end before the length told.
   * Closing it fetches what is left, so that the connection can be used again.
   */
  public InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /** What was not read is not fetched: its connection is given up. Closing again does nothing. */
  @Override
  public void close() {
    exchange.cancel();
  }
}
