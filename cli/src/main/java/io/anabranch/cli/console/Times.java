package io.anabranch.cli.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How times are written. */
public final class Times {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'");

  private Times() {}

  /**
   * @param seconds since 1970
   */
  public static String of(long seconds) {
    return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).format(FORMAT);
  }
}
