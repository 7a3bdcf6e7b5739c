package io.anabranch.sdk;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends again what {@link Retries} says may be sent again. */
final class RetryingHttpClient extends DelegatingHttpClient {

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "PUT", "DELETE");
  private static final Set<Integer> BUSY = Set.of(429, 503);
  private static final Set<Integer> BROKEN = Set.of(500, 502, 504);

  private final RetryPolicy<HttpResponse<?>> anything;
  private final RetryPolicy<HttpResponse<?>> refusals;

  RetryingHttpClient(HttpClient once, Retries retries) {
    super(once);
    this.anything =
        policy(
            retries,
            (response, failure) ->
                isRefusal(response, failure)
                    || isBroken(response)
                    || failure instanceof IOException);
    this.refusals = policy(retries, RetryingHttpClient::isRefusal);
  }

  private static RetryPolicy<HttpResponse<?>> policy(Retries retries, Condition condition) {
    return RetryPolicy.<HttpResponse<?>>builder()
        .handleIf(condition::holds)
        .withMaxAttempts(retries.attempts())
        .withBackoff(retries.shortestWait(), retries.longestWait())
        .withDelayFn(attempt -> askedFor(attempt.getLastResult(), retries.longestWait()))
        .onRetry(attempt -> discard(attempt.getLastResult()))
        .build();
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds(@Nullable HttpResponse<?> response, @Nullable Throwable failure);
  }

  /** Nothing was done. */
  private static boolean isRefusal(
      @Nullable HttpResponse<?> response, @Nullable Throwable failure) {
    return failure instanceof ConnectException
        || (response != null && BUSY.contains(response.statusCode()));
  }

  private static boolean isBroken(@Nullable HttpResponse<?> response) {
    return response != null && BROKEN.contains(response.statusCode());
  }

  /** A negative answer means that the server asked for nothing. */
  private static Duration askedFor(@Nullable HttpResponse<?> response, Duration longest) {
    long seconds =
        response == null ? -1 : response.headers().firstValueAsLong("Retry-After").orElse(-1);
    return Duration.ofSeconds(Math.min(seconds, Math.max(1, longest.toSeconds())));
  }

  private static void discard(@Nullable HttpResponse<?> response) {
    if (response != null && response.body() instanceof InputStream body) {
      try (body) {
        body.skipNBytes(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws InterruptedException {
    var policy = REPEATABLE.contains(request.method()) ? anything : refusals;
    try {
      return Failsafe.with(policy).get(() -> delegate().send(request, handler));
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (e.getCause() instanceof IOException failure) {
        throw new UnreachableException(request.uri(), failure);
      }
      throw e;
    }
  }
}
