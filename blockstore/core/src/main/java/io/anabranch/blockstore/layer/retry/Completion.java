package io.anabranch.blockstore.layer.retry;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;

/**
 * The attempts to complete one upload. One whose reply was lost may have completed it, and the next
 * then finds the upload gone: what tells is whether the object is there, as long as its parts
 * together. The parts themselves are gone as well, so there is nothing to compare byte by byte.
 */
final class Completion {

  private final MultipartUploads uploads;
  private final Blockstore objects;
  private final PhysicalAddress address;
  private final String id;
  private final List<UploadedPart> parts;
  private boolean replyLost;

  Completion(
      MultipartUploads uploads,
      Blockstore objects,
      PhysicalAddress address,
      String id,
      List<UploadedPart> parts) {
    this.uploads = uploads;
    this.objects = objects;
    this.address = address;
    this.id = id;
    this.parts = parts;
  }

  ObjectInfo attempt(boolean ifAbsent) {
    try {
      return uploads.complete(address, id, parts, ifAbsent);
    } catch (BlockstoreException e) {
      if (replyLost && isOver(e)) {
        return made(e);
      }
      replyLost |= e.kind() == Kind.UNAVAILABLE;
      throw e;
    }
  }

  /** An upload that goes on was not completed, whoever wrote the object that is in its way. */
  private boolean isOver(BlockstoreException failure) {
    if (failure.kind() != Kind.ALREADY_EXISTS) {
      return failure.kind() == Kind.NOT_FOUND;
    }
    try {
      uploads.listParts(address, id, 0, 1);
      return false;
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }

  /**
   * @throws BlockstoreException NOT_FOUND when there is no object either; UNAVAILABLE, which leaves
   *     open what happened, when there is another one
   */
  private ObjectInfo made(BlockstoreException over) {
    ObjectInfo found;
    try {
      found = objects.stat(address);
    } catch (BlockstoreException e) {
      throw e.kind() == Kind.NOT_FOUND ? over : e;
    }
    if (isExpected(found.size())) {
      return found;
    }
    throw new BlockstoreException(
        Kind.UNAVAILABLE,
        false,
        "The upload of "
            + address
            + " is over, and the object there is not what it had: look again",
        over);
  }

  private boolean isExpected(long size) {
    return parts.stream().anyMatch(part -> part.size() == UploadedPart.UNKNOWN_SIZE)
        || parts.stream().mapToLong(UploadedPart::size).sum() == size;
  }
}
