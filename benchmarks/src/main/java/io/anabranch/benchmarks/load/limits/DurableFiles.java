package io.anabranch.benchmarks.load.limits;

import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** One small durable file for each operation: written aside, synced, renamed, folder synced. */
public record DurableFiles(LimitDirectory directory) implements Subject {

  private static final int BYTES = 1 << 10;

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Client open(int number) throws IOException {
    return new Writer(directory.forClient());
  }

  private static final class Writer implements Client {

    private final Path folder;
    private final FileChannel folderChannel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    private long written;

    Writer(Path folder) throws IOException {
      this.folder = folder;
      this.folderChannel = FileChannel.open(folder);
    }

    @Override
    public void run() throws IOException {
      Path temporary = folder.resolve("temporary");
      try (var file =
          FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.write(bytes.clear());
        file.force(true);
      }
      Path name = folder.resolve("object-" + written++);
      Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
      folderChannel.force(true);
    }

    @Override
    public void close() throws IOException {
      folderChannel.close();
      LimitDirectory.delete(folder);
    }
  }
}
