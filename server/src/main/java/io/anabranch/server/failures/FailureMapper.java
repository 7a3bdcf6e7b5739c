package io.anabranch.server.failures;

import io.anabranch.versioning.failure.Failure;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one table from failures to statuses of the REST API. */
@Singleton
public final class FailureMapper {

  private static final Logger log = LoggerFactory.getLogger(FailureMapper.class);

  public int status(Failure failure) {
    return switch (failure) {
      case Failure.NotFound _ -> 404;
      case Failure.AlreadyExists _, Failure.Conflict _ -> 409;
      case Failure.Invalid _ -> 400;
      case Failure.Unauthenticated _ -> 401;
      case Failure.Forbidden _ -> 403;
      case Failure.PreconditionFailed _ -> 412;
      case Failure.RangeNotSatisfiable _ -> 416;
      case Failure.Gone _ -> 410;
      case Failure.OverQuota _ -> 507;
      case Failure.Busy _ -> 429;
      case Failure.Unavailable _ -> 503;
      case Failure.Unsupported _ -> 501;
      case Failure.OutcomeUnknown _, Failure.Corrupt _ -> 500;
    };
  }

  /**
   * The whole answer. Failures that call for the operator are logged here: in a sentence where
   * something outside is in trouble, which may go on for a while; with the stack where the fault
   * may be ours.
   */
  public MutableHttpResponse<ErrorBody> response(Failure failure, @Nullable Throwable cause) {
    var response =
        HttpResponse.<ErrorBody>status(HttpStatus.valueOf(status(failure)))
            .body(new ErrorBody(failure.message()));
    switch (failure) {
      case Failure.Busy busy -> retryAfter(response, busy.retryAfter());
      case Failure.Unavailable unavailable -> {
        log.warn("{}", failure.message());
        log.debug("{}", failure.message(), cause);
        retryAfter(response, unavailable.retryAfter());
      }
      case Failure.RangeNotSatisfiable range ->
          response.header(HttpHeaders.CONTENT_RANGE, "bytes */" + range.size());
      case Failure.Unauthenticated _ ->
          response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"anabranch\"");
      case Failure.Gone _ -> log.error("{}", failure.message());
      case Failure.Corrupt _, Failure.OutcomeUnknown _ -> log.error("{}", failure.message(), cause);
      case Failure.NotFound _,
          Failure.AlreadyExists _,
          Failure.Conflict _,
          Failure.Invalid _,
          Failure.Forbidden _,
          Failure.PreconditionFailed _,
          Failure.OverQuota _,
          Failure.Unsupported _ -> {}
    }
    return response;
  }

  private static void retryAfter(MutableHttpResponse<ErrorBody> response, Duration wait) {
    response.header(HttpHeaders.RETRY_AFTER, RetryAfter.text(wait));
  }
}
