package io.anabranch.server.s3gateway.multipart;

import io.anabranch.server.bytes.HashedContent;
import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.quotas.Taken;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.versioning.failure.FailureException;
import jakarta.inject.Singleton;

/**
 * Takes in the parts of uploads. What is returned is durable. A part's ETag is the MD5 of its
 * bytes, whatever the store makes of them. Safe for use by many threads and many servers.
 */
@Singleton
public final class Parts {

  private static final String COMPLETING = "The upload is being completed: it takes no more parts";

  private final Multiparts uploads;
  private final PhysicalAddresses addresses;
  private final MultipartTable table;
  private final Quotas quotas;

  public Parts(
      Multiparts uploads, PhysicalAddresses addresses, MultipartTable table, Quotas quotas) {
    this.uploads = uploads;
    this.addresses = addresses;
    this.table = table;
    this.quotas = quotas;
  }

  /**
   * Receives a part, in place of an earlier one of its number.
   *
   * @throws S3Exception NoSuchUpload, InvalidArgument for the number, MissingContentLength,
   *     EntityTooLarge for the store, OperationAborted when the upload is being completed
   * @throws FailureException Invalid when the body is not what it said it was, with what its stream
   *     threw among its causes; OverQuota
   */
  public Part put(String user, UploadKey key, int number, PartBody body) {
    requireNumber(number);
    Upload upload = uploads.get(key);
    if (!upload.isOpen()) {
      throw S3Error.CONFLICT.exception(COMPLETING);
    }
    StoredUpload stored = StoredUpload.of(addresses, upload.stored());
    long length = body.bytes().length().orElseThrow(S3Error.MISSING_CONTENT_LENGTH::exception);
    if (length > stored.parts().limits().largestBytes()) {
      throw S3Error.ENTITY_TOO_LARGE.exception(
          "A part in this repository has at most %d bytes"
              .formatted(stored.parts().limits().largestBytes()));
    }
    Taken taken = quotas.take(user, key.repository(), length, 0);
    try {
      return receive(key, stored, number, length, body);
    } finally {
      taken.giveBack(); // all of the object is counted when it is one
    }
  }

  private Part receive(UploadKey key, StoredUpload stored, int number, long length, PartBody body) {
    var content = new HashedContent(body.bytes());
    String etag = stored.put(number, content).etag();
    return table
        .putPart(key.id(), number, length, content.md5(), etag, body.checksum().get())
        .orElseThrow(() -> late(key, stored));
  }

  /** The store may have taken the part after it had dropped the others. */
  private S3Exception late(UploadKey key, StoredUpload stored) {
    if (table.find(key.id(), key.place()).isPresent()) {
      return S3Error.CONFLICT.exception(COMPLETING);
    }
    S3Exception gone = S3Error.NO_SUCH_UPLOAD.exception();
    Multiparts.dropQuietly(stored, gone);
    return gone;
  }

  private static void requireNumber(int number) {
    if (number < 1 || number > Assembly.MOST_PARTS) {
      throw S3Error.INVALID_ARGUMENT.exception(
          "A part number is 1 to %d, not %d".formatted(Assembly.MOST_PARTS, number));
    }
  }
}
