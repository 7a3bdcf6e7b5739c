package io.anabranch.server.s3gateway;

import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.failures.RetryAfter;
import io.anabranch.server.observability.RequestIds;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.s3gateway.protocol.Address;
import io.anabranch.server.s3gateway.protocol.BodyFaults;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the protocol's words what went wrong. Safe for use by many threads. */
@Singleton
final class ErrorAnswers {

  private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

  private static final List<String> CONDITIONS =
      List.of("If-None-Match", "If-Match", "If-Unmodified-Since", "If-Modified-Since");

  private final String region;

  ErrorAnswers(ServerConfiguration configuration) {
    this.region = configuration.s3Gateway().region();
  }

  /**
   * @param address what the request is about; empty as long as that is not known
   */
  MutableHttpResponse<?> answer(HttpRequest<?> request, Address address, RuntimeException thrown) {
    S3Exception refusal = refusal(thrown);
    MutableHttpResponse<?> response =
        HttpResponse.status(refusal.error().status(), refusal.error().code());
    findRetryAfter(thrown)
        .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, RetryAfter.text(wait)));
    findSize(thrown)
        .ifPresent(size -> response.header(HttpHeaders.CONTENT_RANGE, "bytes */" + size));
    return request.getMethod() == HttpMethod.HEAD
        ? response
        : body(request, address, refusal).answer(response);
  }

  private Xml body(HttpRequest<?> request, Address address, S3Exception refusal) {
    Xml xml =
        Xml.of("Error")
            .put("Code", refusal.error().code())
            .put("Message", Xml.legible(String.valueOf(refusal.getMessage())));
    if (refusal.error() == S3Error.PRECONDITION_FAILED) {
      findCondition(request).ifPresent(condition -> xml.put("Condition", condition));
    }
    if (!address.path().isEmpty()) {
      xml.put("Key", Xml.legible(address.path()));
    }
    if (!address.bucket().isEmpty()) {
      xml.put("BucketName", Xml.legible(address.bucket()));
    }
    String id = RequestIds.of(request);
    return xml.put("Resource", Xml.legible(resource(address)))
        .put("Region", region)
        .put("RequestId", id)
        .put("HostId", id);
  }

  /** The one that a request has; clients tell by it what it means that it does not hold. */
  private static Optional<String> findCondition(HttpRequest<?> request) {
    return CONDITIONS.stream().filter(request.getHeaders()::contains).findFirst();
  }

  private static String resource(Address address) {
    return address.ref().isEmpty() ? address.bucket() : address.ref() + "@" + address.bucket();
  }

  private static S3Exception refusal(RuntimeException thrown) {
    Optional<S3Exception> inBody = BodyFaults.find(thrown);
    if (inBody.isPresent()) {
      return inBody.get();
    }
    return switch (thrown) {
      case S3Exception refusal -> refusal;
      case FailureException failure -> ofFailure(failure);
      default -> {
        log.error("a request of the S3 protocol failed", thrown);
        yield S3Error.INTERNAL_ERROR.exception();
      }
    };
  }

  /** The one table from failures to errors of the protocol. */
  private static S3Exception ofFailure(FailureException thrown) {
    Failure failure = thrown.failure();
    S3Error error =
        switch (failure) {
          case Failure.NotFound _ -> S3Error.NO_SUCH_KEY;
          case Failure.AlreadyExists _, Failure.PreconditionFailed _ -> S3Error.PRECONDITION_FAILED;
          case Failure.Invalid _ -> S3Error.INVALID_ARGUMENT;
          case Failure.Unauthenticated _ -> S3Error.ACCESS_DENIED;
          case Failure.Forbidden _ -> S3Error.ACCESS_DENIED;
          case Failure.Conflict _ -> S3Error.CONFLICT;
          case Failure.RangeNotSatisfiable _ -> S3Error.INVALID_RANGE;
          case Failure.Gone _ -> S3Error.OBJECT_GONE;
          case Failure.OverQuota _ -> S3Error.OVER_QUOTA;
          case Failure.Busy _ -> S3Error.SLOW_DOWN;
          case Failure.Unavailable _ -> S3Error.SERVICE_UNAVAILABLE;
          case Failure.Unsupported _ -> S3Error.NOT_IMPLEMENTED;
          case Failure.OutcomeUnknown _, Failure.Corrupt _ -> S3Error.INTERNAL_ERROR;
        };
    record(failure, thrown);
    return error.exception(failure.message());
  }

  /** What calls for the operator. */
  private static void record(Failure failure, FailureException thrown) {
    switch (failure) {
      case Failure.Unavailable _ -> log.warn("{}", failure.message());
      case Failure.Gone _ -> log.error("{}", failure.message());
      case Failure.Corrupt _, Failure.OutcomeUnknown _ ->
          log.error("{}", failure.message(), thrown);
      default -> {}
    }
  }

  private static Optional<Duration> findRetryAfter(RuntimeException thrown) {
    return thrown instanceof FailureException e
        ? switch (e.failure()) {
          case Failure.Busy busy -> Optional.of(busy.retryAfter());
          case Failure.Unavailable unavailable -> Optional.of(unavailable.retryAfter());
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  private static Optional<Long> findSize(RuntimeException thrown) {
    return thrown instanceof FailureException e
            && e.failure() instanceof Failure.RangeNotSatisfiable range
        ? Optional.of(range.size())
        : Optional.empty();
  }
}
