package io.anabranch.server.objects;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** Where to put an object's bytes. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StagingLocation(
    @Nullable String physicalAddress,
    @Nullable String presignedUrl,
    @Nullable Long presignedUrlExpiry) {

  /**
   * What a client says of where it put the bytes.
   *
   * @throws FailureException Invalid when it does not
   */
  String requirePhysicalAddress() {
    if (physicalAddress == null) {
      throw new FailureException(
          new Failure.Invalid("staging must have the physical_address that the bytes were put to"));
    }
    return physicalAddress;
  }
}
