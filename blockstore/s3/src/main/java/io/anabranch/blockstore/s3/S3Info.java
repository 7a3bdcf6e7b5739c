package io.anabranch.blockstore.s3;

import static java.util.Objects.requireNonNullElse;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** What S3 says of an object, in the port's form. */
final class S3Info {

  /** Of what was written while a bucket kept no versions; the next write replaces it. */
  private static final String NO_VERSION = "null";

  private S3Info() {}

  static ObjectInfo of(PhysicalAddress address, HeadObjectResponse head) {
    return new ObjectInfo(
        address,
        requireNonNullElse(head.contentLength(), 0L),
        etag(address, head.eTag()),
        time(head.lastModified()),
        version(head.versionId()),
        checksum(head.checksumCRC32C()),
        S3Attributes.of(head.contentType(), head.metadata()));
  }

  /**
   * @param size of the whole object
   */
  static ObjectInfo of(PhysicalAddress address, long size, GetObjectResponse get) {
    return new ObjectInfo(
        address,
        size,
        etag(address, get.eTag()),
        time(get.lastModified()),
        version(get.versionId()),
        checksum(get.checksumCRC32C()),
        S3Attributes.of(get.contentType(), get.metadata()));
  }

  static ObjectInfo of(
      PhysicalAddress address,
      long size,
      Instant written,
      ObjectAttributes attributes,
      PutObjectResponse put) {
    return new ObjectInfo(
        address,
        size,
        etag(address, put.eTag()),
        time(written),
        version(put.versionId()),
        checksum(put.checksumCRC32C()),
        attributes);
  }

  static ObjectInfo of(
      PhysicalAddress address,
      long size,
      Instant written,
      ObjectAttributes attributes,
      CompleteMultipartUploadResponse completed) {
    return new ObjectInfo(
        address,
        size,
        etag(address, completed.eTag()),
        time(written),
        version(completed.versionId()),
        checksum(completed.checksumCRC32C()),
        attributes);
  }

  static ObjectInfo of(PhysicalAddress address, ObjectInfo source, CopyObjectResponse response) {
    CopyObjectResult copy = response.copyObjectResult();
    return new ObjectInfo(
        address,
        source.size(),
        etag(address, copy.eTag()),
        time(copy.lastModified()),
        version(response.versionId()),
        checksum(copy.checksumCRC32C()),
        source.attributes());
  }

  /** Of an object in a listing. */
  static ObjectInfo of(
      PhysicalAddress address, long size, @Nullable String etag, @Nullable Instant modified) {
    return new ObjectInfo(address, size, etag(address, etag), time(modified));
  }

  /**
   * Without quotes.
   *
   * @throws BlockstoreException when there is none: every store that speaks S3 has one
   */
  static String etag(PhysicalAddress address, @Nullable String etag) {
    if (etag == null) {
      throw S3Failures.notS3(address);
    }
    return etag.startsWith("\"") ? etag.substring(1, etag.length() - 1) : etag;
  }

  /** Listings may be more precise about times than headers can be, so all are cut to seconds. */
  private static Instant time(@Nullable Instant time) {
    return requireNonNullElse(time, Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Optional<String> version(@Nullable String id) {
    return Optional.ofNullable(id).filter(text -> !text.isEmpty() && !text.equals(NO_VERSION));
  }

  /** One with a dash is a digest of the digests of parts. */
  private static Optional<Checksum> checksum(@Nullable String base64) {
    return Optional.ofNullable(base64)
        .filter(text -> text.indexOf('-') < 0)
        .map(text -> HexFormat.of().formatHex(Base64.getDecoder().decode(text)))
        .map(hex -> new Checksum(Checksum.Algorithm.CRC32C, hex));
  }
}
