package io.anabranch.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The connections to a server and to the stores behind it, and who speaks on them. */
final class Connection implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient once;
  private final HttpClient client;
  private final String authorization;
  private final Retries retries;
  private final boolean isPlain;
  private @Nullable HttpClient secure;

  /**
   * @param isPlain whether the server speaks plain HTTP
   */
  Connection(String accessKeyId, String secretAccessKey, Retries retries, boolean isPlain) {
    this.once = isPlain ? builder().sslContext(NoTls.context()).build() : builder().build();
    this.client = new RetryingHttpClient(once, retries);
    byte[] pair = (accessKeyId + ":" + secretAccessKey).getBytes(UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    this.retries = retries;
    this.isPlain = isPlain;
  }

  private static HttpClient.Builder builder() {
    // The server's port speaks HTTP/1.1, so asking for an upgrade with every first request is lost.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT);
  }

  /** Tries again; for requests whose body can be sent again. */
  HttpClient client() {
    return client;
  }

  /** Tries once; for bodies that are read as they are sent. */
  HttpClient once() {
    return once;
  }

  /** As {@link #client()}, for a URL that the server gave. */
  HttpClient clientFor(URI uri) {
    return isPlain && "https".equals(uri.getScheme())
        ? new RetryingHttpClient(secure(), retries)
        : client;
  }

  private synchronized HttpClient secure() {
    if (secure == null) {
      secure = builder().build();
    }
    return secure;
  }

  void authorize(HttpRequest.Builder request) {
    request.setHeader("Authorization", authorization);
  }

  /**
   * @throws AnabranchException if it is refused or not answered
   */
  static HttpResponse<InputStream> send(HttpClient client, HttpRequest request) {
    try {
      var response = client.send(request, BodyHandlers.ofInputStream());
      Failures.throwIfRefused(response);
      return response;
    } catch (IOException e) {
      throw new UnreachableException(request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnabranchException("interrupted", e);
    }
  }

  /** Waits for the clients' threads: a JVM that ends before them is held up by them. */
  @Override
  public synchronized void close() {
    end(once);
    if (secure != null) {
      end(secure);
    }
  }

  private static void end(HttpClient client) {
    client.shutdownNow();
    client.close();
  }
}
