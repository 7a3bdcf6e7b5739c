package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Diagnosis;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a store's answer means. The one place that knows S3's error codes: those of <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Amazon's list</a> and
 * a few that only other stores use.
 */
final class S3Answers {

  private static final String HINT_CREDENTIALS = "; correct the store's credentials";
  private static final String REGION_HEADER = "x-amz-bucket-region";

  private S3Answers() {}

  static Diagnosis diagnose(S3Action action, AwsServiceException e) {
    String code =
        Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
    if (!(e instanceof S3Exception)) {
      return signOn(code, e);
    }
    return switch (code) {
      case "NoSuchKey", "NotFound" -> Diagnosis.of(Kind.NOT_FOUND, "there is no such object");
      case "NoSuchVersion" -> Diagnosis.of(Kind.NOT_FOUND, "there is no such version");
      case "NoSuchUpload" ->
          Diagnosis.of(
              Kind.NOT_FOUND, "there is no such upload; it may have been completed or aborted");
      case "NoSuchBucket" ->
          Diagnosis.of(
              Kind.NOT_FOUND,
              "there is no such bucket; create it, or correct the namespace, endpoint or region");
      case "PreconditionFailed" -> unmet(action);
      case "InvalidRange" -> behindTheEnd();
      case "InvalidPart" ->
          Diagnosis.of(Kind.BAD_CONTENT, "a part that was named was not received so");
      case "InvalidPartOrder" ->
          Diagnosis.of(Kind.BAD_CONTENT, "the parts are not in ascending order");
      case "EntityTooSmall" ->
          Diagnosis.of(Kind.BAD_CONTENT, "a part other than the last has less than 5 MiB");
      case "EntityTooLarge" ->
          Diagnosis.of(Kind.BAD_CONTENT, "it has more bytes than the store takes at once");
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
          busy();
      case "InvalidAccessKeyId", "XAdminUserNotFound", "InvalidClientTokenId" ->
          Diagnosis.of(Kind.FORBIDDEN, "the access key is not known there" + HINT_CREDENTIALS);
      case "SignatureDoesNotMatch" ->
          Diagnosis.of(Kind.FORBIDDEN, "the secret does not fit the access key" + HINT_CREDENTIALS);
      case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
          Diagnosis.of(
              Kind.FORBIDDEN, "the session token has expired or is wrong; renew the credentials");
      case "RequestTimeTooSkewed", "RequestExpired" ->
          Diagnosis.of(
              Kind.FORBIDDEN,
              "the clocks of this machine and of the store differ too much; set this one right");
      case "AccessDenied", "AllAccessDisabled", "AccountProblem", "Forbidden" ->
          Diagnosis.of(
              Kind.FORBIDDEN,
              "the credentials do not allow it; let their policy allow " + action.permissions());
      case "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          otherRegion(e);
      case "KeyTooLongError",
          "InvalidBucketName",
          "InvalidURI",
          "InvalidObjectName",
          "XMinioInvalidObjectName" ->
          Diagnosis.of(Kind.INVALID_ADDRESS, "the store holds no such address");
      case "QuotaExceeded", "XMinioStorageFull", "StorageFull", "InsufficientCapacity" -> full();
      case "NotImplemented", "MethodNotAllowed" -> unsupported();
      case "BadDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch" ->
          Diagnosis.of(Kind.UNAVAILABLE, "the bytes changed on their way");
      case "InvalidObjectState" ->
          Diagnosis.of(Kind.UNSUPPORTED, "the object is archived; restore it first");
      default -> byStatus(action, code, e);
    };
  }

  /** An answer to a HEAD has no body, and so no code; a proxy's answer is not the store's. */
  private static Diagnosis byStatus(S3Action action, String code, AwsServiceException e) {
    int status = e.statusCode();
    return switch (status) {
      case 401, 403 ->
          Diagnosis.of(Kind.FORBIDDEN, "the store refuses; check its credentials and policy");
      case 404 ->
          code.isEmpty() && e.requestId() == null
              ? Diagnosis.operator(
                  "what answers there does not speak S3; check the store's endpoint")
              : Diagnosis.of(Kind.NOT_FOUND, "there is no such object or bucket");
      case 409, 429, 503 -> busy();
      case 412 -> unmet(action);
      case 416 -> behindTheEnd();
      case 501, 405 -> unsupported();
      case 507 -> full();
      default ->
          status >= 500 || code.equals("RequestTimeout")
              ? Diagnosis.of(Kind.UNAVAILABLE, "the store failed with status " + status)
              : Diagnosis.operator(
                  "the answer was "
                      + (code.isEmpty() ? "" : code + ", ")
                      + "status "
                      + status
                      + "; check the store's endpoint, region and credentials");
    };
  }

  /** A service that hands out credentials answered instead of the store. */
  private static Diagnosis signOn(String code, AwsServiceException e) {
    String said = (code.isEmpty() ? "" : code + ", ") + "status " + e.statusCode();
    return e.statusCode() >= 500 || e.isThrottlingException()
        ? Diagnosis.of(
            Kind.UNAVAILABLE, "the service that hands out credentials failed with " + said)
        : Diagnosis.of(
            Kind.FORBIDDEN,
            "the service that hands out credentials refused with "
                + said
                + "; check the role, whom it trusts, and the token");
  }

  private static Diagnosis otherRegion(AwsServiceException e) {
    String region =
        Optional.ofNullable(e.awsErrorDetails().sdkHttpResponse())
            .flatMap(response -> response.firstMatchingHeader(REGION_HEADER))
            .map(name -> ", " + name)
            .orElse("");
    return Diagnosis.operator(
        "the bucket is in another region" + region + "; set the store's region");
  }

  private static Diagnosis unmet(S3Action action) {
    return Diagnosis.of(
        action.unmet(),
        action.unmet() == Kind.CHANGED ? "the object is another one now" : "an object is there");
  }

  private static Diagnosis busy() {
    return Diagnosis.of(Kind.BUSY, "the store asks for fewer requests");
  }

  private static Diagnosis behindTheEnd() {
    return Diagnosis.of(Kind.RANGE_NOT_SATISFIABLE, "the range begins behind the object's end");
  }

  private static Diagnosis unsupported() {
    return Diagnosis.of(Kind.UNSUPPORTED, "the store cannot do that");
  }

  private static Diagnosis full() {
    return Diagnosis.of(Kind.NO_SPACE, "the store is full");
  }
}
