package io.anabranch.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * Requests to those who say who somebody is. Where they may go is decided by the client's rules; an
 * answer is read up to a MiB, and the whole takes no longer than a bound, however slowly it comes.
 * Safe for use by many threads.
 */
public final class BoundedRequests implements AutoCloseable {

  /**
   * What was answered.
   *
   * @param url where it came from, in the end
   */
  public record Answer(int status, URI url, Optional<String> contentType, String body) {}

  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final OutgoingClient client;
  private final Duration limit;

  /** Virtual ones: a request ends when its thread is interrupted. */
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sign-on-", 0).factory());

  /**
   * @param client closed with this
   */
  public BoundedRequests(OutgoingClient client, Duration limit) {
    this.client = client;
    this.limit = limit;
  }

  /**
   * @throws IOException when there is no answer within the bounds; its message is for the log
   */
  public Answer send(OutgoingRequest request) throws IOException {
    Future<Answer> answer = threads.submit(() -> answer(request));
    try {
      return answer.get(limit.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it did not answer within " + limit.toSeconds() + " seconds", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private Answer answer(OutgoingRequest request) throws IOException {
    // The body is not closed by itself: that would fetch what is left of it.
    try (OutgoingResponse response = client.send(request)) {
      byte[] body = response.body().readNBytes(MAX_ANSWER_BYTES + 1);
      if (body.length > MAX_ANSWER_BYTES) {
        throw new IOException("its answer is larger than a MiB");
      }
      return new Answer(
          response.status(),
          response.url(),
          response.header("Content-Type"),
          new String(body, UTF_8));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }
}
