package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a store's answer, or its silence, means. The one place that knows S3's error codes: those of
 * <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon's list</a>
 * and a few that only other stores use.
 */
final class S3Failures {

  private static final String HINT_CREDENTIALS = "; correct the store's credentials";

  private final S3Settings settings;

  S3Failures(S3Settings settings) {
    this.settings = settings;
  }

  /**
   * @param what was asked for, such as {@code read bucket/key}
   */
  BlockstoreException translate(String what, SdkException e) {
    return find(e, BlockstoreException.class)
        .orElseGet(
            () ->
                e instanceof AwsServiceException answer
                    ? answered(what, answer)
                    : unanswered(what, e));
  }

  /** Of one object of a bulk request. */
  BlockstoreException translate(String what, String code, String message) {
    AwsServiceException.Builder answer =
        AwsServiceException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build());
    return answered(what, answer.statusCode(200).build());
  }

  private BlockstoreException answered(String what, AwsServiceException e) {
    String code = Optional.ofNullable(e.awsErrorDetails()).map(d -> text(d.errorCode())).orElse("");
    return switch (code) {
      case "NoSuchKey", "NotFound", "NoSuchUpload" ->
          failure(Kind.NOT_FOUND, what, "there is no such object", e);
      case "NoSuchBucket" ->
          failure(
              Kind.NOT_FOUND,
              what,
              "there is no such bucket; create it, or correct the namespace, endpoint or region",
              e);
      case "PreconditionFailed" -> failure(Kind.ALREADY_EXISTS, what, "an object is there", e);
      case "InvalidRange" ->
          failure(Kind.RANGE_NOT_SATISFIABLE, what, "the range begins behind the object's end", e);
      case "ConditionalRequestConflict",
          "OperationAborted",
          "SlowDown",
          "ServiceUnavailable",
          "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "TooManyRequests",
          "SlowDownRead",
          "SlowDownWrite",
          "XMinioServerNotInitialized" ->
          busy(what, e);
      case "InvalidAccessKeyId", "XAdminUserNotFound", "InvalidClientTokenId" ->
          failure(Kind.FORBIDDEN, what, "the access key is not known there" + HINT_CREDENTIALS, e);
      case "SignatureDoesNotMatch" ->
          failure(
              Kind.FORBIDDEN, what, "the secret does not fit the access key" + HINT_CREDENTIALS, e);
      case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
          failure(Kind.FORBIDDEN, what, "the session token has expired; renew the credentials", e);
      case "RequestTimeTooSkewed", "RequestExpired" ->
          failure(
              Kind.FORBIDDEN,
              what,
              "the clocks of this machine and of the store differ too much; set this one right",
              e);
      case "AccessDenied", "AllAccessDisabled", "AccountProblem", "Forbidden" ->
          failure(Kind.FORBIDDEN, what, "the credentials do not allow it; extend their policy", e);
      case "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          operator(what, "the bucket is in another region; set the store's region", e);
      case "KeyTooLongError",
          "InvalidBucketName",
          "InvalidURI",
          "InvalidObjectName",
          "XMinioInvalidObjectName" ->
          failure(Kind.INVALID_ADDRESS, what, "the store holds no such address", e);
      case "QuotaExceeded", "XMinioStorageFull", "StorageFull", "InsufficientCapacity" ->
          failure(Kind.NO_SPACE, what, "the store is full", e);
      case "NotImplemented", "MethodNotAllowed" ->
          failure(Kind.UNSUPPORTED, what, "the store cannot do that", e);
      case "BadDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch" ->
          failure(Kind.UNAVAILABLE, what, "the bytes changed on their way", e);
      case "InvalidObjectState" ->
          failure(Kind.UNSUPPORTED, what, "the object is archived; restore it first", e);
      default -> byStatus(what, code, e);
    };
  }

  /** An answer to a HEAD has no body, and so no code; a proxy's answer is not the store's. */
  private BlockstoreException byStatus(String what, String code, AwsServiceException e) {
    int status = e.statusCode();
    return switch (status) {
      case 401, 403 ->
          failure(Kind.FORBIDDEN, what, "the store refuses; check its credentials and policy", e);
      case 404 -> failure(Kind.NOT_FOUND, what, "there is no such object or bucket", e);
      case 409 -> busy(what, e);
      case 412 -> failure(Kind.ALREADY_EXISTS, what, "an object is there", e);
      case 416 ->
          failure(Kind.RANGE_NOT_SATISFIABLE, what, "the range begins behind the object's end", e);
      case 429, 503 -> busy(what, e);
      case 501, 405 -> failure(Kind.UNSUPPORTED, what, "the store cannot do that", e);
      case 507 -> failure(Kind.NO_SPACE, what, "the store is full", e);
      default ->
          status >= 500 || code.equals("RequestTimeout")
              ? failure(Kind.UNAVAILABLE, what, "the store failed with status " + status, e)
              : operator(
                  what,
                  "the answer was "
                      + (code.isEmpty() ? "" : code + ", ")
                      + "status "
                      + status
                      + "; check the store's endpoint, region and credentials",
                  e);
    };
  }

  private BlockstoreException unanswered(String what, SdkException e) {
    if (e instanceof AbortedException || find(e, InterruptedException.class).isPresent()) {
      Thread.currentThread().interrupt();
      return new BlockstoreException(Kind.UNAVAILABLE, false, says(what, "it was cancelled"), e);
    }
    if (find(e, UnknownHostException.class).isPresent()) {
      return failure(
          Kind.UNAVAILABLE, what, "the host has no address; check the store's endpoint", e);
    }
    if (find(e, SSLException.class).isPresent()) {
      return operator(
          what, "no TLS connection came about; check certificate and scheme of the endpoint", e);
    }
    if (find(e, ConnectException.class).isPresent()) {
      return failure(Kind.UNAVAILABLE, what, "nobody accepts connections there", e);
    }
    if (text(e.getMessage()).contains("credentials")) {
      return failure(Kind.FORBIDDEN, what, "no credentials were found" + HINT_CREDENTIALS, e);
    }
    return failure(Kind.UNAVAILABLE, what, "the store did not answer", e);
  }

  private BlockstoreException busy(String what, AwsServiceException e) {
    BlockstoreException busy = failure(Kind.BUSY, what, "the store asks for fewer requests", e);
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("Retry-After"))
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> busy.withRetryAfter(Duration.ofSeconds(Long.parseLong(seconds))))
        .orElse(busy);
  }

  /** Nothing that waiting cures. */
  private BlockstoreException operator(String what, String why, Exception e) {
    return new BlockstoreException(Kind.UNAVAILABLE, false, says(what, why), e);
  }

  private BlockstoreException failure(Kind kind, String what, String why, Exception e) {
    return new BlockstoreException(kind, says(what, why), e);
  }

  private String says(String what, String why) {
    return "Could not " + what + " at " + settings.place() + ": " + why;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
