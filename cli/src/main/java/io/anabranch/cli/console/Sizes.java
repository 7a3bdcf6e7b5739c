package io.anabranch.cli.console;

import java.util.Locale;

/** How numbers of bytes are written for people. */
public final class Sizes {

  private static final String UNITS = "kMGTPE";
  private static final double STEP = 1000;

  private Sizes() {}

  /** With three digits at most, in powers of a thousand. */
  public static String of(long bytes) {
    double amount = bytes;
    int unit = -1;
    while (amount >= STEP && unit < UNITS.length() - 1) {
      amount /= STEP;
      unit++;
    }
    if (unit < 0) {
      return bytes + " B";
    }
    return String.format(
        Locale.ROOT, amount < 10 ? "%.1f %sB" : "%.0f %sB", amount, UNITS.charAt(unit));
  }
}
