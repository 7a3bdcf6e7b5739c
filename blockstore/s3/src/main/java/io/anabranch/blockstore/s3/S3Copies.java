package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;

/** Copies whole objects within the store: at once where it does that, in parts otherwise. */
final class S3Copies {

  private static final long COPIED_PART = 1L << 30;

  private final S3Connection store;

  S3Copies(S3Connection store) {
    this.store = store;
  }

  ObjectInfo copy(ObjectInfo source, PhysicalAddress target) {
    return store
        .failures()
        .translating(
            S3Action.copy(source.address(), target),
            () ->
                source.size() <= S3Uploads.MAXIMUM_PUT
                    ? copyOnce(source, target)
                    : copyParts(source, target));
  }

  private ObjectInfo copyOnce(ObjectInfo source, PhysicalAddress target) {
    return S3Info.of(
        target, source, store.client().copyObject(store.requests().copy(source.address(), target)));
  }

  private ObjectInfo copyParts(ObjectInfo source, PhysicalAddress target) {
    try (PartedUpload upload = PartedUpload.begin(store, target, source.attributes())) {
      for (long done = 0; done < source.size(); done += COPIED_PART) {
        upload.addCopy(source, done, Math.min(COPIED_PART, source.size() - done));
      }
      return upload.complete(false);
    }
  }
}
