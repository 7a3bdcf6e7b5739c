package io.anabranch.benchmarks.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of a process, now and at its greatest, in MiB. Linux only. */
public record ProcessMemory(long residentMib, long peakMib) {

  public static ProcessMemory read(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    return new ProcessMemory(mib(status, "VmRSS:"), mib(status, "VmHWM:"));
  }

  private static long mib(Path status, String field) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException(status + " has no " + field);
  }
}
