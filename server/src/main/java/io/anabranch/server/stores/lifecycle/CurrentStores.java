package io.anabranch.server.stores.lifecycle;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.anabranch.server.config.StoresSettings;
import io.anabranch.server.postgres.StoreMapTable.Change;
import io.anabranch.server.stores.StartupChecks;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreConnections;
import io.anabranch.server.stores.StoreConnections.Prepared;
import io.anabranch.server.stores.StoreEntry;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.server.stores.StoreRecords;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the map in force equal to what configuration and database say. One change at a time; what
 * is to come is opened and looked at first, then recorded, then put in force, so a process that
 * dies in between leaves what was or what is to be. Safe for use by many threads.
 */
public final class CurrentStores {

  private static final Logger log = LoggerFactory.getLogger(CurrentStores.class);

  /** Each is lost to a change by another server, which has come through then. */
  private static final int ATTEMPTS = 10;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final StoreConnections connections;
  private final StoreDatabase database;
  private final StoreRecords records;
  private final Consumer<StoreMap> followers;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile StoresSettings settings;

  /**
   * @param settings to begin with
   * @param followers told of each map that comes into force
   */
  public CurrentStores(
      StoresSettings settings,
      StoreConnections connections,
      StoreDatabase database,
      StoreRecords records,
      Consumer<StoreMap> followers) {
    this.settings = settings;
    this.connections = connections;
    this.database = database;
    this.records = records;
    this.followers = followers;
  }

  StoreMap map() {
    return connections.map();
  }

  /** What the configuration says of stores. */
  StoresSettings settings() {
    return settings;
  }

  /**
   * Puts the first map in force.
   *
   * @return everything that forbids it; then none is
   */
  public List<String> start() {
    return takingTurns(
        () -> {
          RecordedStores recorded = database.read();
          warnOfRepeated(new StoreSet(settings, recorded));
          try (Prepared prepared = prepare(recorded.version(), settings, recorded)) {
            List<String> faults = findFaults(prepared, new StoreSet(settings, recorded));
            if (faults.isEmpty()) {
              faults = StartupChecks.recordLocations(prepared.map(), records);
            }
            if (faults.isEmpty()) {
              connect(prepared);
            }
            return faults;
          }
        });
  }

  /**
   * What other settings come to.
   *
   * @param faults what forbids them; then nothing has changed
   * @param map what they make of it
   */
  record Reconfiguration(List<String> faults, StoreMap map) {}

  /**
   * Takes other settings for those of the configuration.
   *
   * @param dryRun only finds out what that would come to
   */
  Reconfiguration reconfigure(StoresSettings next, boolean dryRun) {
    return takingTurns(
        () -> {
          for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Reconfiguration> done = tryToReconfigure(next, dryRun);
            if (done.isPresent()) {
              return done.get();
            }
          }
          throw outpaced();
        });
  }

  private Optional<Reconfiguration> tryToReconfigure(StoresSettings next, boolean dryRun) {
    RecordedStores recorded = database.read();
    StoreSet set = new StoreSet(next, recorded);
    try (Prepared prepared = prepare(recorded.version() + 1, next, recorded)) {
      List<String> faults = findFaults(prepared, set);
      if (faults.isEmpty() && !dryRun) {
        faults = StartupChecks.recordLocations(prepared.map(), records);
      }
      if (!faults.isEmpty() || dryRun) {
        return Optional.of(new Reconfiguration(faults, prepared.map()));
      }
      if (database.announce(recorded.version()) != Change.DONE) {
        return Optional.empty();
      }
      settings = next;
      connect(prepared);
      return Optional.of(new Reconfiguration(List.of(), prepared.map()));
    }
  }

  /** Everything at once. */
  private List<String> findFaults(Prepared prepared, StoreSet set) {
    List<String> faults = new ArrayList<>(set.findFaults());
    faults.addAll(prepared.faults());
    faults.addAll(StartupChecks.findFaults(prepared.map(), records));
    return faults;
  }

  private static void warnOfRepeated(StoreSet set) {
    set.recorded().attached().stream()
        .map(AttachedStore::id)
        .filter(set::isConfigured)
        .forEach(
            id ->
                log.warn(
                    "store {} is attached, and configured too: the configuration's counts;"
                        + " DELETE /api/anabranch/v1/stores/{} drops what was attached",
                    id,
                    id));
  }

  /**
   * A change that was decided.
   *
   * @param next what the database has after it
   * @param write makes it, from the version it was decided by
   */
  record Plan(RecordedStores next, LongFunction<Change> write) {}

  /**
   * Makes a change of attached stores on all servers; here it is in force on return.
   *
   * @param planning decides it by what the database has; throws what refuses it. Called again when
   *     another server was faster
   * @return IN_USE when the store has repositories that forbid it; otherwise DONE
   */
  Change change(Function<RecordedStores, Plan> planning) {
    return takingTurns(
        () -> {
          for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Change change = tryToChange(planning);
            if (change != Change.STALE) {
              return change;
            }
          }
          throw outpaced();
        });
  }

  private Change tryToChange(Function<RecordedStores, Plan> planning) {
    RecordedStores recorded = database.read();
    Plan plan = planning.apply(recorded);
    try (Prepared prepared = prepare(plan.next().version(), settings, plan.next())) {
      if (!prepared.faults().isEmpty()) {
        throw new FailureException(new Failure.Invalid(String.join("; ", prepared.faults())));
      }
      Change change = plan.write().apply(recorded.version());
      if (change == Change.DONE) {
        connect(prepared);
      }
      return change;
    }
  }

  /** Follows changes by other servers. Does not throw: the next call tries again. */
  public void follow() {
    try {
      if (database.version() != map().version()) {
        takingTurns(this::catchUp);
      }
    } catch (FailureException e) {
      log.warn("changes of stores cannot be followed, will be tried again: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("changes of stores cannot be followed, will be tried again", e);
    }
  }

  private StoreMap catchUp() {
    RecordedStores recorded = database.read();
    if (recorded.version() != map().version()) {
      StoreSet set = new StoreSet(settings, recorded);
      report(set.findFaults());
      List<StoreEntry> entries = entries(set);
      try (Prepared prepared = connections.prepare(recorded.version(), entries)) {
        report(prepared.faults());
        if (prepared.faults().isEmpty()) {
          connect(prepared);
          return map();
        }
      }
      try (Prepared prepared = connections.prepare(recorded.version(), keeping(entries))) {
        connect(prepared);
      }
    }
    return map();
  }

  private static void report(List<String> faults) {
    faults.forEach(fault -> log.error("another server changed stores, but here: {}", fault));
  }

  /** What must be open and could not be opened anew is of the configuration: it stays as it is. */
  private List<StoreEntry> keeping(List<StoreEntry> entries) {
    return entries.stream()
        .map(
            entry ->
                entry.isAttached() ? entry : map().find(entry.id()).map(Store::entry).orElse(entry))
        .toList();
  }

  /** What cannot be read stays as it was, if it was. */
  private List<StoreEntry> entries(StoreSet set) {
    List<StoreEntry> entries = new ArrayList<>(set.entries());
    map().stores().stream()
        .map(Store::entry)
        .filter(entry -> set.recorded().unreadable().containsKey(entry.id()))
        .filter(entry -> !set.isConfigured(entry.id()))
        .forEach(entries::add);
    return entries;
  }

  private Prepared prepare(long version, StoresSettings from, RecordedStores recorded) {
    return connections.prepare(version, entries(new StoreSet(from, recorded)));
  }

  private void connect(Prepared prepared) {
    prepared.connect();
    followers.accept(prepared.map());
  }

  private <T> T takingTurns(Supplier<T> work) {
    try {
      if (!turn.tryLock(LONGEST_WAIT.toMillis(), MILLISECONDS)) {
        throw busy("another change of stores takes its time: try again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while another change of stores went on");
    }
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  private static FailureException outpaced() {
    return busy("other servers change stores all the time: try again");
  }

  private static FailureException busy(String message) {
    return new FailureException(new Failure.Busy(message, RETRY_AFTER));
  }
}
