package io.anabranch.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.anabranch.server.config.SinkSettings;
import io.anabranch.server.postgres.EventTable.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of whole lines, one for each event; synced before they count as told. It is opened for
 * each batch, so it may be moved away meanwhile, and another server may go on with it; a lock on it
 * keeps one that is late from writing over what that one wrote.
 */
public record FileSink(SinkSettings.File settings) implements EventSink {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final int TAIL_BYTES = 1 << 16;

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  @Override
  public void tell(List<Event> events) throws SinkException {
    String lines =
        events.stream().map(event -> EventJson.line(event) + "\n").collect(Collectors.joining());
    try {
      append(UTF_8.encode(lines));
    } catch (IOException e) {
      throw new SinkException("the file " + settings.path() + " cannot be written: " + e, e);
    }
  }

  private void append(ByteBuffer lines) throws IOException, SinkException {
    try (FileChannel file = FileChannel.open(settings.path(), CREATE, READ, WRITE);
        var _ = lock(file)) {
      if (!isFull(file)) {
        write(file, lines);
        syncFolder();
        return;
      }
      rotate();
    }
    append(lines);
  }

  private FileLock lock(FileChannel file) throws IOException, SinkException {
    try {
      FileLock lock = file.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException _) {
      // Held by this very process: the same to whoever wants it.
    }
    throw new SinkException("the file " + settings.path() + " is being written by another");
  }

  private boolean isFull(FileChannel file) throws IOException {
    return settings.maxBytes() > 0 && file.size() >= settings.maxBytes();
  }

  private static void write(FileChannel file, ByteBuffer lines) throws IOException {
    file.position(endOfLines(file));
    while (lines.hasRemaining()) {
      file.write(lines);
    }
    file.truncate(file.position());
    file.force(true);
  }

  /** Where the last whole line ends: what a killed server began to write is told again. */
  private static long endOfLines(FileChannel file) throws IOException {
    long end = file.size();
    while (end > 0) {
      int length = (int) Math.min(TAIL_BYTES, end);
      ByteBuffer tail = ByteBuffer.allocate(length);
      long start = end - length;
      while (tail.hasRemaining() && file.read(tail, start + tail.position()) >= 0) {}
      for (int i = tail.position() - 1; i >= 0; i--) {
        if (tail.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private void rotate() throws IOException {
    Path path = settings.path();
    for (int i = settings.keptFiles(); i > 0; i--) {
      Path from = i == 1 ? path : numbered(i - 1);
      if (Files.exists(from)) {
        Files.move(
            from, numbered(i), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path numbered(int number) {
    return settings.path().resolveSibling(settings.path().getFileName() + "." + number);
  }

  /** In which the file may be new, or under another name than before. */
  private void syncFolder() throws IOException {
    Path folder = settings.path().toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel opened = FileChannel.open(folder, READ)) {
        opened.force(true);
      }
    }
  }

  @Override
  public void close() {}
}
