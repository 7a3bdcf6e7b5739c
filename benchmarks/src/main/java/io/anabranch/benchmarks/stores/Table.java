package io.anabranch.benchmarks.stores;

import java.util.List;
import java.util.Map;

/** Prints what was measured, in Markdown. */
final class Table {

  private final int mebibytes;
  private final Subject yardstick;
  private boolean begun;

  /**
   * @param yardstick whom the others are compared with
   */
  Table(int mebibytes, Subject yardstick) {
    this.mebibytes = mebibytes;
    this.yardstick = yardstick;
  }

  void print(String transfer, List<Subject> subjects, Map<Subject, Figures> figures) {
    if (!begun) {
      System.out.printf("| %d MiB | through | MiB/s | ratio | CPU s |%n", mebibytes);
      System.out.println("|---|---|---:|---:|---:|");
      begun = true;
    }
    for (Subject subject : subjects) {
      Figures found = figures.getOrDefault(subject, new Figures());
      System.out.printf(
          "| %s | %s | %.0f | %.2f | %.2f |%n",
          transfer,
          subject.name(),
          mebibytes / found.seconds(),
          ratio(subject, figures),
          found.cpuSeconds());
    }
  }

  /** Of a subject's throughput to the yardstick's. */
  double ratio(Subject subject, Map<Subject, Figures> figures) {
    return figures.getOrDefault(yardstick, new Figures()).seconds()
        / figures.getOrDefault(subject, new Figures()).seconds();
  }
}
