package io.anabranch.server.usage;

import io.anabranch.server.postgres.UsageTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls of the API that this server answered and has not recorded yet. They count for the month in
 * which they are recorded, which is done every few minutes; those of a server that is killed in
 * between are not counted. Safe for use by many threads.
 */
public final class Calls {

  private final UsageTable table;
  private final InstantSource clock;
  private final LongAdder unrecorded = new LongAdder();

  public Calls(UsageTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  void count() {
    unrecorded.increment();
  }

  /**
   * Adds them to those of all servers.
   *
   * @throws FailureException as the database does; they are recorded later then, unless they may
   *     have been: nothing is counted twice
   */
  public void record() {
    long calls = unrecorded.sumThenReset();
    if (calls == 0) {
      return;
    }
    try {
      table.add(YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)), calls);
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.OutcomeUnknown)) {
        unrecorded.add(calls);
      }
      throw e;
    }
  }
}
