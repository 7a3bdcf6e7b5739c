package io.anabranch.benchmarks.load.limits;

import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The large file read, digested with MD5 and written elsewhere, in one loop.
 *
 * @param synced whether the copy must have reached the disk
 */
public record DigestedCopies(LimitDirectory directory, long bytesPerOperation, boolean synced)
    implements Subject {

  private static final int PER_STEP = 6;
  private static final int PIECE_BYTES = 256 << 10;

  @Override
  public String name() {
    return synced ? "md5, write, sync" : "md5, write";
  }

  @Override
  public int operationsPerStep() {
    return PER_STEP;
  }

  @Override
  public Client open(int number) throws IOException, NoSuchAlgorithmException {
    return new Copier(directory, directory.forClient(), synced, MessageDigest.getInstance("MD5"));
  }

  private record Copier(LimitDirectory directory, Path folder, boolean synced, MessageDigest digest)
      implements Client {

    @Override
    public void prepare() throws IOException {
      Files.deleteIfExists(copy());
    }

    @Override
    public void run() throws IOException {
      var piece = ByteBuffer.allocate(PIECE_BYTES);
      try (var source = FileChannel.open(directory.bulk());
          var target =
              FileChannel.open(copy(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        while (source.read(piece.clear()) >= 0) {
          digest.update(piece.flip().duplicate());
          target.write(piece);
        }
        if (synced) {
          target.force(true);
        }
      }
      digest.digest();
    }

    private Path copy() {
      return folder.resolve("copy");
    }

    @Override
    public void close() throws IOException {
      LimitDirectory.delete(folder);
    }
  }
}
