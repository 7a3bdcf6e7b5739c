package io.anabranch.benchmarks.load.limits;

import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * What a commit cannot do without: many rows out of the database in the order of their paths, by
 * COPY, and the bytes of the ranges they make to the disk, durable. Nothing is compared, encoded or
 * digested.
 *
 * @param rows in one operation
 */
public record RowCopies(LimitDatabase database, LimitDirectory directory, int rows)
    implements Subject {

  /** What 100,000 staged entries of {@code commit} come to: three ranges of 2.4 MB. */
  private static final int RANGE_BYTES_PER_ROW = 24;

  private static final int FILE_BYTES = 1_000_000;

  private static final int PER_STEP = 5;

  @Override
  public String name() {
    return "copy " + rows;
  }

  @Override
  public int operationsPerStep() {
    return PER_STEP;
  }

  @Override
  public Client open(int number) throws SQLException, IOException {
    database.fill(rows);
    return new Copier(database.connect(), directory.forClient(), rows);
  }

  private record Copier(Connection connection, Path folder, int rows) implements Client {

    @Override
    public void run() throws SQLException, IOException {
      CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(LimitDatabase.COPY);
      byte[] row;
      do {
        row = copy.readFromCopy();
      } while (row != null);
      if (copy.getHandledRowCount() != rows) {
        throw new SQLException("copied " + copy.getHandledRowCount() + " rows, not " + rows);
      }
      long bytes = (long) rows * RANGE_BYTES_PER_ROW;
      for (long written = 0; written < bytes; written += FILE_BYTES) {
        write((int) Math.min(FILE_BYTES, bytes - written));
      }
      try (var synced = FileChannel.open(folder)) {
        synced.force(true);
      }
    }

    private void write(int bytes) throws IOException {
      Path temporary = Files.createTempFile(folder, "range", "");
      try (var file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
        file.force(true);
      }
      Files.move(temporary, folder.resolve("range-" + bytes), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws SQLException, IOException {
      connection.close();
      LimitDirectory.delete(folder);
    }
  }
}
