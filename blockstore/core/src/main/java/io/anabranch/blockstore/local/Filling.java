package io.anabranch.blockstore.local;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.FileSlice;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes the bytes of a new file. */
interface Filling {

  int BUFFER_BYTES = 256 * 1024;

  void fill(FileChannel file) throws IOException;

  /**
   * A body that is known to be small takes one write.
   *
   * @param content what the reader reads
   */
  static Filling from(ContentReader reader, Content content) {
    long expected = content.length().orElse(BUFFER_BYTES);
    return file -> {
      byte[] buffer = new byte[Math.clamp(expected, 1, BUFFER_BYTES)];
      int count = reader.fill(buffer);
      while (count > 0) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        count = reader.fill(buffer);
      }
    };
  }

  /** Appends what another file holds, without bringing it into this process. */
  static Filling from(FileSlice slice) {
    return file -> {
      long done = 0;
      while (done < slice.length()) {
        long count =
            slice.channel().transferTo(slice.position() + done, slice.length() - done, file);
        if (count <= 0) {
          throw new EOFException("the source was cut while it was being copied");
        }
        done += count;
      }
    };
  }
}
