package io.anabranch.server.auth.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the provider: where they may go is decided by the client's rules, an answer is read
 * up to a MiB, and the whole takes no longer than a bound, however slowly it comes. Safe for use by
 * many threads.
 */
public final class ProviderRequests implements HTTPRequestSender {

  private static final int MAX_ANSWER_BYTES = 1 << 20;
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final OutgoingClient client;
  private final ExecutorService threads;
  private final Duration limit;

  /**
   * @param threads virtual ones: a request ends when its thread is interrupted
   */
  public ProviderRequests(OutgoingClient client, ExecutorService threads, Duration limit) {
    this.client = client;
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * The body of what is there.
   *
   * @throws IOException when it is not there
   */
  String get(URI url) throws IOException {
    HTTPResponse response =
        send(new OutgoingRequest(OutgoingRequest.Method.GET, url, accepting(), Map.of()));
    if (response.getStatusCode() != HTTPResponse.SC_OK) {
      throw new IOException("it answered " + response.getStatusCode());
    }
    return response.getBody();
  }

  /** Sends a form. */
  @Override
  public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    if (!(request instanceof HTTPRequest form)) {
      throw new IllegalArgumentException("not a request of this library");
    }
    String authorization = form.getAuthorization();
    return send(
        new OutgoingRequest(
            OutgoingRequest.Method.POST,
            form.getURI(),
            accepting(),
            authorization == null ? Map.of() : Map.of("Authorization", authorization),
            new OutgoingRequest.Body(FORM, form.getBody())));
  }

  private static Map<String, String> accepting() {
    return Map.of("Accept", JSON);
  }

  private HTTPResponse send(OutgoingRequest request) throws IOException {
    Future<HTTPResponse> answer = threads.submit(() -> answer(request));
    try {
      return answer.get(limit.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it did not answer within " + limit.toSeconds() + " seconds", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? "" : e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private HTTPResponse answer(OutgoingRequest request) throws IOException, ParseException {
    // The body is not closed by itself: that would fetch what is left of it.
    try (OutgoingResponse response = client.send(request)) {
      byte[] body = response.body().readNBytes(MAX_ANSWER_BYTES + 1);
      if (body.length > MAX_ANSWER_BYTES) {
        throw new IOException("its answer is larger than a MiB");
      }
      HTTPResponse answer = new HTTPResponse(response.status());
      answer.setContentType(type(response.header("Content-Type").orElse(null)));
      answer.setBody(new String(body, UTF_8));
      return answer;
    }
  }

  /** What says nothing is taken for what was asked for. */
  private static String type(@Nullable String contentType) {
    return contentType == null ? JSON : contentType;
  }
}
