package io.anabranch.versioning.memory;

import io.anabranch.versioning.EngineSettings;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.commit.CommitRequest;
import io.anabranch.versioning.commit.Commits;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine over memory with one repository, whose branch main holds the first commit. Each look at
 * the clock takes a second; refs move at the time of the last look. Trees are cut into ranges of a
 * few entries.
 */
public record TestEngine(
    MemoryStores stores,
    MemoryRanges ranges,
    Repository repository,
    VersioningEngine engine,
    TreeSettings settings,
    long openBytes,
    InstantSource clock) {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TreeSettings SMALL_RANGES = new TreeSettings(0, 20L << 20, 4);

  public static TestEngine create() {
    return create(SMALL_RANGES);
  }

  public static TestEngine create(TreeSettings settings) {
    return create(settings, Trees.DEFAULT_OPEN_BYTES);
  }

  /**
   * @param openBytes of the files that an engine keeps open
   */
  public static TestEngine create(TreeSettings settings, long openBytes) {
    AtomicLong seconds = new AtomicLong();
    InstantSource clock = () -> START.plusSeconds(seconds.incrementAndGet());
    MemoryStores stores = new MemoryStores(() -> START.plusSeconds(seconds.get()));
    MemoryRanges ranges = new MemoryRanges();
    Repository repository = Repositories.next();
    Commit first = Commits.first(START);
    stores.create(repository, first);
    stores.createBranch(
        repository, "main", first.id(), false, new Cause(Operation.CREATE, "someone", ""));
    return new TestEngine(
        stores,
        ranges,
        repository,
        engine(stores, ranges, settings, openBytes, clock, Hooks.NONE),
        settings,
        openBytes,
        clock);
  }

  /** Another engine over the same stores, as another server would have it, with empty caches. */
  public VersioningEngine another() {
    return another(Hooks.NONE);
  }

  /** The same, with hooks. */
  public VersioningEngine another(Hooks hooks) {
    return engine(stores, ranges, settings, openBytes, clock, hooks);
  }

  public Commit commit(String branch) {
    return commit(branch, "a commit");
  }

  public Commit commit(String branch, String message) {
    return engine
        .commits()
        .commit(
            repository, branch, new CommitRequest("someone", message, Map.of(), null, null, true));
  }

  public void put(String branch, String path, String content) {
    engine.entries().stage(repository, branch, path, entry(content));
  }

  public static Entry entry(String content) {
    return new Entry(
        "data/" + content, AddressType.RELATIVE, START, 1, content, Map.of(), "text/plain");
  }

  private static VersioningEngine engine(
      MemoryStores stores,
      MemoryRanges ranges,
      TreeSettings settings,
      long openBytes,
      InstantSource clock,
      Hooks hooks) {
    return VersioningEngine.over(
        stores,
        stores,
        stores,
        stores,
        new Trees(ranges, settings, openBytes, Runnable::run),
        clock,
        hooks,
        EngineSettings.DEFAULT);
  }
}
