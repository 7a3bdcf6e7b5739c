package io.anabranch.server.stores.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of the cache on disk: the content, the label of its {@link FileKey}, and 24 bytes, in big
 * endian: the length of the content (8), the length of the label (4), a CRC-32C of everything
 * before it (4), and the eight bytes that mark the format and its version.
 */
final class CacheFile {

  static final int TRAILER_BYTES = 24;

  private static final int LENGTHS_BYTES = 12;
  private static final int CRC_AND_MAGIC_BYTES = TRAILER_BYTES - LENGTHS_BYTES;
  private static final long MAGIC = 0x616e6162_72634631L;

  /** No tree has a file as large; a larger one is not ours. */
  private static final long MAX_BYTES = (1L << 30) + (1 << 20);

  private CacheFile() {}

  static long size(FileKey key, MemorySegment content) {
    return content.byteSize() + key.label().length + TRAILER_BYTES;
  }

  /** Creates the file. It is not forced to disk: one that a crash spoils does not pass the read. */
  static void write(Path path, FileKey key, MemorySegment content) throws IOException {
    byte[] label = key.label();
    ByteBuffer trailer =
        ByteBuffer.allocate(TRAILER_BYTES).putLong(content.byteSize()).putInt(label.length);
    CRC32C crc = new CRC32C();
    crc.update(content.asByteBuffer());
    crc.update(label);
    crc.update(trailer.array(), 0, LENGTHS_BYTES);
    trailer.putInt((int) crc.getValue()).putLong(MAGIC).flip();
    // Unlike a channel's own, these writes survive an interrupt of the thread.
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
        WritableByteChannel channel = Channels.newChannel(out)) {
      writeFully(channel, content.asByteBuffer());
      writeFully(channel, ByteBuffer.wrap(label));
      writeFully(channel, trailer);
    }
  }

  /**
   * The content; null when the file is not, to the last bit, what was written for this key.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  static @Nullable MemorySegment read(Path path, FileKey key) throws IOException {
    byte[] label = key.label();
    long size = Files.size(path);
    if (size < label.length + TRAILER_BYTES || size > MAX_BYTES) {
      return null;
    }
    byte[] file = new byte[(int) size];
    try (InputStream in = Files.newInputStream(path)) {
      if (in.readNBytes(file, 0, file.length) < file.length) {
        return null;
      }
    }
    int contentBytes = file.length - label.length - TRAILER_BYTES;
    return isIntact(file, contentBytes, label)
        ? MemorySegment.ofArray(file).asSlice(0, contentBytes).asReadOnly()
        : null;
  }

  private static boolean isIntact(byte[] file, int contentBytes, byte[] label) {
    int labelEnd = contentBytes + label.length;
    ByteBuffer trailer = ByteBuffer.wrap(file, labelEnd, TRAILER_BYTES);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, file.length - CRC_AND_MAGIC_BYTES);
    return trailer.getLong() == contentBytes
        && trailer.getInt() == label.length
        && trailer.getInt() == (int) crc.getValue()
        && trailer.getLong() == MAGIC
        && Arrays.equals(file, contentBytes, labelEnd, label, 0, label.length);
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
