package io.anabranch.blockstore.memory;

import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OngoingUpload;
import io.anabranch.blockstore.PartLimits;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One upload and what it has received. Once it is over nothing finds it, nor any part of it. */
final class Upload {

  private final OngoingUpload ongoing;
  private final ObjectAttributes attributes;
  private final Space space;
  private final NavigableMap<Integer, UploadedPart> parts = new TreeMap<>();
  private final NavigableMap<Integer, byte[]> bytes = new TreeMap<>();
  private boolean over;

  Upload(OngoingUpload ongoing, ObjectAttributes attributes, Space space) {
    this.ongoing = ongoing;
    this.attributes = attributes;
    this.space = space;
  }

  OngoingUpload ongoing() {
    return ongoing;
  }

  synchronized UploadedPart receive(UploadedPart part, byte[] content) {
    requireUnderWay();
    space.reserve(ongoing.address(), content.length);
    UploadedPart replaced = parts.put(part.number(), part);
    bytes.put(part.number(), content);
    space.release(replaced == null ? 0 : replaced.size());
    return part;
  }

  synchronized List<UploadedPart> received() {
    requireUnderWay();
    return List.copyOf(parts.values());
  }

  synchronized ObjectInfo complete(
      PartLimits limits, List<UploadedPart> named, StoredObjects objects, boolean ifAbsent) {
    requireUnderWay();
    limits.requireJoinable(ongoing.address(), parts, named);
    byte[] joined = join(named);
    ObjectInfo written = objects.store(ongoing.address(), joined, attributes, ifAbsent);
    // The object takes over what was reserved for the parts that it is made of.
    space.release(received().stream().mapToLong(UploadedPart::size).sum() - joined.length);
    over = true;
    return written;
  }

  synchronized void drop() {
    if (!over) {
      over = true;
      space.release(parts.values().stream().mapToLong(UploadedPart::size).sum());
    }
  }

  private byte[] join(List<UploadedPart> named) {
    List<byte[]> pieces = named.stream().map(part -> bytes.get(part.number())).toList();
    long size = pieces.stream().mapToLong(piece -> piece.length).sum();
    space.requireArray(ongoing.address(), size);
    byte[] joined = new byte[(int) size];
    int end = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, joined, end, piece.length);
      end += piece.length;
    }
    return joined;
  }

  private void requireUnderWay() {
    if (over) {
      throw MemoryUploads.notFound(ongoing.address(), ongoing.id());
    }
  }
}
