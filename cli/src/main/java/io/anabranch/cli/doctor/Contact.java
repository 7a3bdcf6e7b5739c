package io.anabranch.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks a server once, without credentials, and says what an answer or its lack means. */
final class Contact implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_BODY = 64 * 1024;

  /**
   * What a server answered.
   *
   * @param skew empty when it does not tell the time
   */
  record Answer(int status, String body, Optional<Skew> skew) {}

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Clock clock;

  Contact(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws IOException when there is no answer; see {@link #diagnosis}
   */
  Answer get(URI url) throws IOException {
    var request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
    Instant asked = clock.instant();
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      Instant answered = clock.instant();
      try (InputStream body = response.body()) {
        return new Answer(
            response.statusCode(),
            new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8),
            response.headers().firstValue("Date").flatMap(date -> Skew.of(date, asked, answered)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Why there was no answer, and what to do. */
  static String diagnosis(IOException e) {
    if (has(e, SSLException.class)) {
      return "no TLS connection came about ("
          + e.getMessage()
          + "): check its certificate, or write http:// if it speaks no TLS";
    }
    if (has(e, UnresolvedAddressException.class)) {
      return "the host has no address: check its name";
    }
    if (has(e, HttpConnectTimeoutException.class)) {
      return "no connection came about within "
          + PATIENCE.toSeconds()
          + " s: check host, port and firewalls";
    }
    if (has(e, ConnectException.class)) {
      return "nobody accepts connections there: check that the server runs, and its port";
    }
    if (has(e, HttpTimeoutException.class)) {
      return "there is no answer within " + PATIENCE.toSeconds() + " s: check what listens there";
    }
    return "the connection broke off: check what listens there, and write https:// if it speaks TLS";
  }

  private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> type) {
    return Stream.iterate(failure, one -> one != null, one -> one.getCause())
        .anyMatch(type::isInstance);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
