package io.anabranch.benchmarks.stores;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Repeated measurements of one transfer. */
final class Figures {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> cpuSeconds = new ArrayList<>();

  /** What is measured. */
  interface Transfer {
    void run() throws IOException;
  }

  void measure(Transfer transfer) throws IOException {
    long cpu = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    transfer.run();
    seconds.add((System.nanoTime() - start) / 1e9);
    cpuSeconds.add((PROCESS.getProcessCpuTime() - cpu) / 1e9);
  }

  double seconds() {
    return median(seconds);
  }

  /** Of this process alone, which is the client. */
  double cpuSeconds() {
    return median(cpuSeconds);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
