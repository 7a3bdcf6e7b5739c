package io.anabranch.server.s3gateway.multipart;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.UploadedPart;
import io.anabranch.server.postgres.MultipartTable.Stored;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.TreeLocation;
import java.util.List;
import java.util.function.Supplier;

/** An upload as the repository's store has it. What the store does not know is NoSuchUpload. */
record StoredUpload(Resolved at, MultipartUploads parts, String id) {

  /**
   * Has the store begin one.
   *
   * @throws FailureException Unsupported when the store has no uploads in parts
   */
  static StoredUpload begin(PhysicalAddresses addresses, TreeLocation location, String address) {
    Resolved at = addresses.resolve(location, address, AddressType.RELATIVE);
    MultipartUploads parts = parts(at);
    String id =
        StoreFailures.translating(
            at.store(), () -> parts.begin(at.address(), ObjectAttributes.NONE));
    return new StoredUpload(at, parts, id);
  }

  static StoredUpload of(PhysicalAddresses addresses, Stored stored) {
    Resolved at = addresses.resolve(stored.location(), stored.address(), AddressType.RELATIVE);
    return new StoredUpload(at, parts(at), stored.uploadId());
  }

  private static MultipartUploads parts(Resolved at) {
    return StoreFailures.translating(at.store(), () -> at.store().blockstore().multipart())
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Unsupported(
                        "store '%s' takes no uploads in parts: upload in one request"
                            .formatted(at.store().name()))));
  }

  UploadedPart put(int number, Content content) {
    try {
      return parts.putPart(at.address(), id, number, content);
    } catch (BlockstoreException e) {
      throw e.kind() == Kind.NOT_FOUND ? none(e) : StoreFailures.translate(at.store(), e);
    }
  }

  /**
   * Joins parts, or finds them joined already: the address was made for this upload.
   *
   * @throws S3Exception InvalidPart when the store does not have them so; the upload goes on then
   */
  ObjectInfo join(List<UploadedPart> named) {
    try {
      return parts.complete(at.address(), id, named, false);
    } catch (BlockstoreException e) {
      return switch (e.kind()) {
        case NOT_FOUND -> joined();
        case BAD_CONTENT -> throw caused(S3Error.INVALID_PART.exception(), e);
        default -> throw StoreFailures.translate(at.store(), e);
      };
    }
  }

  private ObjectInfo joined() {
    try {
      return at.store().blockstore().stat(at.address());
    } catch (BlockstoreException e) {
      throw e.kind() == Kind.NOT_FOUND ? none(e) : StoreFailures.translate(at.store(), e);
    }
  }

  /** Drops its parts; one that is gone is dropped already. */
  void abort() {
    StoreFailures.translating(
        at.store(),
        (Supplier<String>)
            () -> {
              parts.abort(at.address(), id);
              return id;
            });
  }

  private static S3Exception none(BlockstoreException cause) {
    return caused(S3Error.NO_SUCH_UPLOAD.exception(), cause);
  }

  private static S3Exception caused(S3Exception exception, BlockstoreException cause) {
    exception.initCause(cause);
    return exception;
  }
}
