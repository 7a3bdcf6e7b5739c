package io.anabranch.blockstore.memory;

import static io.anabranch.blockstore.BlockstoreException.Kind.RANGE_NOT_SATISFIABLE;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.ReadOptions;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/** An object, which never changes. */
final class Stored {

  private final ObjectInfo info;
  private final byte[] bytes;

  Stored(ObjectInfo info, byte[] bytes) {
    this.info = info;
    this.bytes = bytes;
  }

  ObjectInfo info() {
    return info;
  }

  byte[] bytes() {
    return bytes;
  }

  OpenObject open(ReadOptions options) {
    options.requireNoVersion(info.address());
    options.requireSame(info);
    ByteRange range = options.range().orElse(ByteRange.from(0));
    long length = range.lengthWithin(bytes.length);
    if (length == 0 && options.range().isPresent()) {
      throw new BlockstoreException(
          RANGE_NOT_SATISFIABLE,
          "Object " + info.address() + " has only " + bytes.length + " bytes");
    }
    return new OpenObject(
        info,
        length,
        new ByteArrayInputStream(bytes, (int) range.offset(), (int) length),
        Optional.empty());
  }

  /** As a listing tells it. */
  ObjectInfo listed() {
    return new ObjectInfo(info.address(), info.size(), info.etag(), info.lastModified());
  }
}
