package io.anabranch.blockstore.http;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.outgoing.ConnectionsInUseException;
import io.anabranch.outgoing.ForbiddenAddressException;
import io.anabranch.outgoing.OutgoingResponse;
import io.anabranch.outgoing.RedirectException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a web server's answer, or its silence, means: the one place that knows.
 *
 * @param place the endpoint, for messages
 * @param credentials what to check when the server refuses, such as {@code bearer_token}
 */
public record HttpFailures(String place, String credentials, Clock clock) {

  /**
   * For an answer that is not what was asked for.
   *
   * @param what was asked for, such as {@code read data/file.csv}
   */
  public BlockstoreException answered(String what, OutgoingResponse response) {
    int status = response.status();
    return switch (status) {
      case 401, 403 ->
          failure(
              Kind.FORBIDDEN,
              what,
              "the server refuses with status " + status + "; check its " + credentials);
      case 404, 410 -> failure(Kind.NOT_FOUND, what, "there is no such file");
      case 412 -> changed(what);
      case 416 ->
          failure(Kind.RANGE_NOT_SATISFIABLE, what, "the range begins behind the file's end");
      case 405, 501 -> failure(Kind.UNSUPPORTED, what, "the server cannot do that");
      case 429, 503 -> busy(what, response);
      default ->
          status >= 500 || status == 408
              ? failure(Kind.UNAVAILABLE, what, "the server failed with status " + status)
              : misplaced(what, "the answer was status " + status, null);
    };
  }

  /** For no answer, or one that broke off. */
  public BlockstoreException unanswered(String what, IOException e) {
    if (Thread.currentThread().isInterrupted()) {
      return operator(what, "it was cancelled", e);
    }
    return switch (e) {
      case ForbiddenAddressException forbidden ->
          new BlockstoreException(
              Kind.FORBIDDEN,
              says(
                  what,
                  forbidden.getMessage()
                      + "; if it is meant, add it to the store's allowed_addresses"),
              e);
      case RedirectException redirect -> misplaced(what, String.valueOf(redirect.getMessage()), e);
      case ConnectionsInUseException _ ->
          new BlockstoreException(Kind.BUSY, says(what, "all connections to it are in use"), e);
      case UnknownHostException _ ->
          unavailable(what, "the host has no address; check the store's endpoint", e);
      case SSLException _ ->
          operator(
              what,
              "no TLS connection came about; check certificate and scheme of the endpoint",
              e);
      case ConnectException _ -> unavailable(what, "nobody accepts connections there", e);
      case SocketTimeoutException _ -> unavailable(what, "the server did not answer in time", e);
      default -> unavailable(what, "the connection broke off", e);
    };
  }

  /** The file is there, but is another one. */
  BlockstoreException changed(String what) {
    return failure(Kind.CHANGED, what, "the file there is another one than was asked for");
  }

  /** An answer in a form that this adapter has no use for. */
  public BlockstoreException unusable(String what, String why) {
    return failure(Kind.UNSUPPORTED, what, why);
  }

  /** The endpoint is that of something else. */
  public BlockstoreException misplaced(String what, String why, @Nullable IOException e) {
    return operator(what, why + "; check the store's endpoint", e);
  }

  public BlockstoreException failure(Kind kind, String what, String why) {
    return new BlockstoreException(kind, says(what, why));
  }

  private BlockstoreException unavailable(String what, String why, IOException e) {
    return new BlockstoreException(Kind.UNAVAILABLE, says(what, why), e);
  }

  /** Nothing that waiting cures. */
  private BlockstoreException operator(String what, String why, @Nullable IOException e) {
    return new BlockstoreException(Kind.UNAVAILABLE, false, says(what, why), e);
  }

  private BlockstoreException busy(String what, OutgoingResponse response) {
    BlockstoreException busy = failure(Kind.BUSY, what, "the server asks for fewer requests");
    return response
        .header("Retry-After")
        .flatMap(this::wait)
        .map(busy::withRetryAfter)
        .orElse(busy);
  }

  /** Seconds, or a date; other texts say nothing. */
  private Optional<Duration> wait(String text) {
    if (text.matches("\\d{1,6}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), date.toInstant());
      return Optional.of(wait).filter(Duration::isPositive);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private String says(String what, String why) {
    return "Could not " + what + " at " + place + ": " + why;
  }
}
