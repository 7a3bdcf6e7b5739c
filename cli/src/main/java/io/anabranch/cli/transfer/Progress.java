package io.anabranch.cli.transfer;

import io.anabranch.cli.console.Console;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a transfer is, shown to whoever watches the terminal. Thread-safe. */
public final class Progress implements AutoCloseable {

  private static final long MEGABYTE = 1_000_000;
  private static final int REFRESH_MILLIS = 200;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** Shows nothing. */
  public static Progress hidden() {
    return new Progress(null);
  }

  /**
   * @param bytes how many there will be
   */
  public static Progress show(Console console, String name, long bytes) {
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(bytes)
            .setUnit(" MB", MEGABYTE)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.width()))
            .build());
  }

  public void add(long bytes) {
    if (bar != null) {
      bar.stepBy(bytes);
    }
  }

  /** A stream whose bytes are counted as they are read. */
  InputStream counting(InputStream bytes) {
    return new FilterInputStream(bytes) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        add(next < 0 ? 0 : 1);
        return next;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        add(Math.max(0, read));
        return read;
      }
    };
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
