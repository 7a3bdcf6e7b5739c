package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Causes;
import io.anabranch.blockstore.Diagnosis;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The one place where what the SDK throws becomes a failure of the port. */
final class S3Failures {

  private final S3Settings settings;

  S3Failures(S3Settings settings) {
    this.settings = settings;
  }

  /** Makes a call and translates its failure. */
  <T> T translating(S3Action action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(action, e);
    } catch (UncheckedIOException e) {
      // Content's own failures are not of this type, so it is the SDK that reads a file.
      throw failure(action, unreadable(e), e);
    }
  }

  private static Diagnosis unreadable(UncheckedIOException e) {
    return Diagnosis.of(
        BlockstoreException.Kind.FORBIDDEN,
        "a file that the credentials come from cannot be read; check it: " + e.getMessage());
  }

  /** An answer without what every store that speaks S3 says. */
  static BlockstoreException notS3(Object what) {
    return new BlockstoreException(
        BlockstoreException.Kind.UNAVAILABLE,
        false,
        "What answers for " + what + " does not speak S3; check the store's endpoint",
        null);
  }

  BlockstoreException translate(S3Action action, SdkException e) {
    Optional<BlockstoreException> ours = Causes.find(e, BlockstoreException.class);
    if (ours.isPresent()) {
      return ours.get();
    }
    Optional<AwsServiceException> answer = Causes.find(e, AwsServiceException.class);
    Diagnosis diagnosis =
        answer.map(given -> S3Answers.diagnose(action, given)).orElseGet(() -> Silence.diagnose(e));
    return answer
        .flatMap(S3Failures::retryAfter)
        .map(failure(action, diagnosis, e)::withRetryAfter)
        .orElseGet(() -> failure(action, diagnosis, e));
  }

  /** Of one object of a bulk request. */
  BlockstoreException translate(S3Action action, String code, String message) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    return translate(action, S3Exception.builder().awsErrorDetails(details).build());
  }

  private BlockstoreException failure(S3Action action, Diagnosis diagnosis, Exception e) {
    String message =
        "Could not " + action.text() + " at " + settings.place() + ": " + diagnosis.why();
    return new BlockstoreException(diagnosis.kind(), diagnosis.retryable(), message, e);
  }

  private static Optional<Duration> retryAfter(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("Retry-After"))
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
