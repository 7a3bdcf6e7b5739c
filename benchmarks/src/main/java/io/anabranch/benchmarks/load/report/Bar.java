package io.anabranch.benchmarks.load.report;

import java.util.Locale;

/**
 * What a figure should be at least, or at most.
 *
 * @param unit behind both numbers; empty for a ratio
 */
public record Bar(String name, double measured, double wanted, boolean atLeast, String unit) {

  public boolean met() {
    return atLeast ? measured >= wanted : measured <= wanted;
  }

  /** By how much of what was wanted it was missed; zero when met. */
  public double missedBy() {
    return met() ? 0 : Math.abs(measured - wanted) / wanted;
  }

  @Override
  public String toString() {
    String verdict =
        met() ? "met" : String.format(Locale.ROOT, "missed by %.0f %%", missedBy() * 100);
    return String.format(
        Locale.ROOT,
        "%s: %.2f%s, wanted %s %.2f%s: %s",
        name,
        measured,
        unit,
        atLeast ? "at least" : "at most",
        wanted,
        unit,
        verdict);
  }
}
