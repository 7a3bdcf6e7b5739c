package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What S3 says of an object, in the port's form. */
final class S3Info {

  private S3Info() {}

  /** Listings may be more precise about times than headers can be, so all are cut to seconds. */
  static ObjectInfo of(PhysicalAddress address, long size, String etag, Instant lastModified) {
    String bare = etag.startsWith("\"") ? etag.substring(1, etag.length() - 1) : etag;
    return new ObjectInfo(address, size, bare, lastModified.truncatedTo(ChronoUnit.SECONDS));
  }
}
