package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.ContentStream;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Writes objects: at once when the length is known and one request may carry it, in parts
 * otherwise. Content of known length is never held; of unknown length, one part at a time.
 */
final class S3Uploads {

  static final long MAXIMUM_PUT = S3Parts.LARGEST;
  private static final long SMALLEST_STREAMED_PART = 64L << 20;
  private static final int FIRST_BUFFER = 64 * 1024;

  private final S3Connection store;
  private final PhysicalAddress address;
  private final PutOptions options;

  S3Uploads(S3Connection store, PhysicalAddress address, PutOptions options) {
    this.store = store;
    this.address = address;
    this.options = options;
  }

  /** The time of the object is this process's: asking for the store's would cost a request. */
  ObjectInfo put(Content content) {
    try (ContentReader reader = ContentReader.open(address, content)) {
      OptionalLong length = content.length();
      if (length.isEmpty()) {
        return putUnknown(reader);
      }
      ContentStream stream = new ContentStream(reader, length.getAsLong());
      return length.getAsLong() <= MAXIMUM_PUT
          ? putOnce(body(stream, length.getAsLong()), length.getAsLong())
          : putStreamedParts(stream, length.getAsLong());
    }
  }

  private ObjectInfo putOnce(RequestBody body, long length) {
    return S3Info.of(
        address,
        length,
        store.clock().instant(),
        options.attributes(),
        store.client().putObject(store.requests().put(address, options), body));
  }

  private ObjectInfo putStreamedParts(InputStream stream, long length) {
    long partBytes = Math.max(SMALLEST_STREAMED_PART, Math.ceilDiv(length, S3Parts.MOST));
    try (PartedUpload upload = PartedUpload.begin(store, address, options.attributes())) {
      for (long sent = 0; sent < length; sent += partBytes) {
        long part = Math.min(partBytes, length - sent);
        upload.add(body(stream, part), part);
      }
      return upload.complete(options.ifAbsent());
    }
  }

  private ObjectInfo putUnknown(ContentReader reader) {
    int partBytes = store.settings().partBytes();
    byte[] buffer = new byte[FIRST_BUFFER];
    int filled = reader.fill(buffer);
    while (filled == buffer.length && filled < partBytes) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * filled, partBytes));
      filled += fillRest(reader, buffer, filled);
    }
    return filled < buffer.length
        ? putOnce(body(buffer, filled), filled)
        : putHeldParts(reader, buffer);
  }

  /**
   * @param buffer full with the first part
   */
  private ObjectInfo putHeldParts(ContentReader reader, byte[] buffer) {
    try (PartedUpload upload = PartedUpload.begin(store, address, options.attributes())) {
      int filled = buffer.length;
      while (filled > 0) {
        if (upload.parts() == S3Parts.MOST) {
          throw new BlockstoreException(
              Kind.BAD_CONTENT,
              "Content for " + address + " is too long to be sent without its length; declare it");
        }
        upload.add(body(buffer, filled), filled);
        filled = filled < buffer.length ? 0 : reader.fill(buffer);
      }
      return upload.complete(options.ifAbsent());
    }
  }

  private static int fillRest(ContentReader reader, byte[] buffer, int from) {
    byte[] rest = new byte[buffer.length - from];
    int count = reader.fill(rest);
    System.arraycopy(rest, 0, buffer, from, count);
    return count;
  }

  /** For one reading, as nothing here is sent twice. */
  static RequestBody body(InputStream stream, long length) {
    return RequestBody.fromInputStream(new Part(stream, length), length);
  }

  private static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromInputStream(new ByteArrayInputStream(bytes, 0, length), length);
  }
}
