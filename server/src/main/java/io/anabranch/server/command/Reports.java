package io.anabranch.server.command;

import io.anabranch.server.stores.lifecycle.StoreReload;
import io.anabranch.versioning.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a reload came to, in lines for the one who asked for it by a signal. */
final class Reports {

  private Reports() {}

  static List<String> of(Supplier<StoreReload.Outcome> reload) {
    try {
      return lines(reload.get());
    } catch (FailureException e) {
      return List.of("not reloaded: " + e.getMessage());
    }
  }

  private static List<String> lines(StoreReload.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    if (!outcome.faults().isEmpty()) {
      lines.add("not reloaded, nothing has changed:");
      outcome.faults().forEach(fault -> lines.add("  " + fault));
      return lines;
    }
    lines.add(
        "reloaded: stores added %s, changed %s, removed %s"
            .formatted(outcome.added(), outcome.changed(), outcome.removed()));
    outcome.warnings().forEach(warning -> lines.add("warning: " + warning));
    if (outcome.restartNeeded()) {
      lines.add("other changes of the configuration take effect at the next start");
    }
    return lines;
  }
}
