package io.anabranch.server.stores.lifecycle;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/** What a reload came to, or would come to. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StoreReloadBody(
    boolean dryRun,
    long version,
    List<String> added,
    List<String> changed,
    List<String> removed,
    List<String> warnings,
    boolean restartNeeded) {

  static StoreReloadBody of(StoreReload.Outcome outcome, boolean dryRun) {
    return new StoreReloadBody(
        dryRun,
        outcome.version(),
        outcome.added(),
        outcome.changed(),
        outcome.removed(),
        outcome.warnings(),
        outcome.restartNeeded());
  }
}
