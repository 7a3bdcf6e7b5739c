package io.anabranch.blockstore.azure;

import com.azure.storage.blob.models.BlobDownloadHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlockBlobItem;
import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Azure says of an object, in the port's form. */
final class AzureInfo {

  private AzureInfo() {}

  static ObjectInfo of(PhysicalAddress address, BlobProperties found) {
    return new ObjectInfo(
        address,
        found.getBlobSize(),
        bare(found.getETag()),
        found.getLastModified().toInstant(),
        Optional.ofNullable(found.getVersionId()),
        checksum(found.getContentMd5()),
        AzureAttributes.of(found.getContentType(), found.getMetadata()));
  }

  /**
   * @param size of the whole object
   */
  static ObjectInfo of(
      PhysicalAddress address, long size, OffsetDateTime modified, BlobDownloadHeaders found) {
    byte[] ofAll = found.getBlobContentMD5();
    boolean whole = found.getContentRange() == null;
    return new ObjectInfo(
        address,
        size,
        bare(found.getETag()),
        modified.toInstant(),
        Optional.ofNullable(found.getVersionId()),
        checksum(ofAll == null && whole ? found.getContentMd5() : ofAll),
        AzureAttributes.of(found.getContentType(), found.getMetadata()));
  }

  /**
   * @param md5 of the object: what the answer tells is, after a block list, the list's own
   */
  static ObjectInfo of(
      PhysicalAddress address,
      long size,
      BlockBlobItem written,
      byte @Nullable [] md5,
      ObjectAttributes attributes) {
    return new ObjectInfo(
        address,
        size,
        bare(written.getETag()),
        written.getLastModified().toInstant(),
        Optional.ofNullable(written.getVersionId()),
        checksum(md5),
        attributes);
  }

  static ObjectInfo of(PhysicalAddress address, BlobItem listed) {
    return new ObjectInfo(
        address,
        listed.getProperties().getContentLength(),
        bare(listed.getProperties().getETag()),
        listed.getProperties().getLastModified().toInstant());
  }

  private static Optional<Checksum> checksum(byte @Nullable [] md5) {
    return Optional.ofNullable(md5)
        .map(digest -> new Checksum(Checksum.Algorithm.MD5, HexFormat.of().formatHex(digest)));
  }

  static String bare(String etag) {
    return etag.startsWith("\"") ? etag.substring(1, etag.length() - 1) : etag;
  }

  /** As conditions want it. */
  static String quoted(String etag) {
    return "\"" + etag + "\"";
  }
}
