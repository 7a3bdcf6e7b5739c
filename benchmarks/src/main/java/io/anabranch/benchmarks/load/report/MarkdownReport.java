package io.anabranch.benchmarks.load.report;

import java.util.Formatter;
import java.util.Locale;

/** The results as tables, which read well as plain text too. */
public final class MarkdownReport {

  private final Formatter text = new Formatter(Locale.ROOT);

  private MarkdownReport() {}

  public static String of(Results results) {
    var report = new MarkdownReport();
    report.text.format(
        "Server %s, medians of %d rounds; latencies in ms.\n", results.server(), results.rounds());
    report.text.format("\n");
    report.figures(results);
    report.bars(results);
    ProcessMemory memory = results.serverMemory();
    if (memory != null) {
      report.text.format("\n");
      report.text.format(
          "Memory of the server: %d MiB at the end, %d MiB at most.\n",
          memory.residentMib(), memory.peakMib());
    }
    return report.text.toString();
  }

  private void figures(Results results) {
    text.format(
        "| %-16s | %3s | %10s | %9s | %9s | %9s | %6s | %-34s |\n",
        "what", "c", "per second", "p50", "p99", "max", "errors", "share of limit");
    text.format(
        "|%s|----:|-----------:|----------:|----------:|----------:|-------:|%s|\n",
        "-".repeat(18), "-".repeat(36));
    for (Figure figure : results.figures()) {
      text.format(
          "| %-16s | %3d | %10s | %9.3f | %9.3f | %9.3f | %6d | %-34s |\n",
          figure.subject(),
          figure.clients(),
          rate(figure),
          figure.p50Micros() / 1000,
          figure.p99Micros() / 1000,
          figure.maxMicros() / 1000,
          figure.errors(),
          share(figure));
    }
    results.figures().forEach(this::remarks);
  }

  private void remarks(Figure figure) {
    if (figure.error() != null) {
      text.format("\n%s, c=%d: %s\n", figure.subject(), figure.clients(), figure.error());
    }
    if (figure.realClients() < figure.clients()) {
      text.format(
          "\n%s, c=%d: by %d clients only, more connections could not be had.\n",
          figure.subject(), figure.clients(), figure.realClients());
    }
  }

  private void bars(Results results) {
    if (!results.bars().isEmpty()) {
      text.format("\n");
    }
    for (Bar bar : results.bars()) {
      text.format("- %s\n", bar);
    }
  }

  private static String rate(Figure figure) {
    Double mib = figure.mibPerSecond();
    return mib == null
        ? String.format(Locale.ROOT, figure.rate() < 100 ? "%.1f" : "%.0f", figure.rate())
        : String.format(Locale.ROOT, "%.0f MiB", mib);
  }

  private static String share(Figure figure) {
    Double share = figure.share();
    return share == null
        ? ""
        : String.format(Locale.ROOT, "%.2f of %s", share, String.join(" or ", figure.limits()));
  }
}
