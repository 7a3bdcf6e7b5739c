package io.anabranch.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.doctor.Finding.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All that was found, and how it is told: the same whoever looked. */
public record Findings(List<Finding> all) {

  /** What a process ends with that has only warnings to tell. */
  private static final int WARNED = 3;

  private static final int FAILED = 1;

  public Findings {
    all = List.copyOf(all);
  }

  /** A line for each. */
  public String text() {
    return all.stream().map(Findings::line).collect(Collectors.joining("\n"));
  }

  /** An array of objects with {@code severity}, {@code subject} and {@code message}. */
  public String json() {
    try {
      return new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(all.stream().map(Findings::fields).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the process ends with: 0 when all is well, 3 with warnings only, 1 with errors. */
  public int exitStatus() {
    return switch (worst()) {
      case OK -> 0;
      case WARNING -> WARNED;
      case ERROR -> FAILED;
    };
  }

  private Severity worst() {
    return all.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.OK);
  }

  private static String line(Finding finding) {
    return String.format(
        Locale.ROOT, "%-8s %s: %s", word(finding), finding.subject(), finding.message());
  }

  private static Map<String, String> fields(Finding finding) {
    return Map.of(
        "severity", word(finding), "subject", finding.subject(), "message", finding.message());
  }

  private static String word(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }
}
