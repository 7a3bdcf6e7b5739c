package io.anabranch.server.s3gateway.protocol;

import io.anabranch.server.bytes.DigestMismatchException;
import io.anabranch.server.s3gateway.errors.S3BodyException;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import java.io.IOException;
import java.util.Optional;

/** Tells what was wrong with a body by what came of it, wherever it was read. */
public final class BodyFaults {

  private BodyFaults() {}

  /** Among the causes: a store that read the body wraps what it found. */
  public static Optional<S3Exception> find(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case S3BodyException inBody -> {
          return Optional.of(inBody.exception());
        }
        case DigestMismatchException mismatch -> {
          return Optional.of(S3Error.BAD_DIGEST.exception(String.valueOf(mismatch.getMessage())));
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /** Of a body that could not be read. */
  public static S3Exception refusal(IOException thrown) {
    return find(thrown).orElseGet(S3Error.INCOMPLETE_BODY::exception);
  }
}
