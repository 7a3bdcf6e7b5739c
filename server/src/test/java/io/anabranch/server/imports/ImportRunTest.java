package io.anabranch.server.imports;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.imports.ImportPlan.PlannedObject;
import io.anabranch.server.imports.ImportPlan.PlannedPrefix;
import io.anabranch.server.stores.ImportSource;
import io.anabranch.server.stores.SampleStores;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.imports.ImportMode;
import io.anabranch.versioning.imports.ImportRequest;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.object.ListItem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Imports against maps: random stores, sources, destinations, branches, modes and pages. */
class ImportRunTest {

  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static final List<ImportMode> MODES = List.of(ImportMode.values());
  private static final List<String> NAMES = List.of("a", "b", "a-b", "é", "\uD83D\uDE00", "\uFFFD");

  @AfterAll
  static void stopThreads() {
    THREADS.close();
  }

  @Test
  void doesWhatAMapWouldDo() {
    run(400);
  }

  @Test
  @Tag("nightly")
  void doesWhatAMapWouldDoForLong() {
    run(20_000);
  }

  private static void run(int cases) {
    long first = System.nanoTime();
    int imported = 0;
    for (long seed = first; seed < first + cases; seed++) {
      try {
        imported += new Case(seed).run() ? 1 : 0;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(imported).as("imports that succeeded").isGreaterThan(cases / 10);
  }

  /** One import, decided by its seed alone. */
  private static final class Case {

    private final Random random;
    private final Blockstore blockstore = SampleStores.memory();
    private final TestEngine test = TestEngine.create();
    private final NavigableMap<Key, String> stored = new TreeMap<>();
    private final NavigableMap<Key, String> branch = new TreeMap<>();

    /** Null when the import must fail. */
    private @Nullable NavigableMap<Key, String> imported = new TreeMap<>();

    private final List<PlannedPrefix> prefixes = new ArrayList<>();
    private final NavigableMap<Key, PlannedObject> objects = new TreeMap<>();

    Case(long seed) {
      random = new Random(seed);
    }

    /** Whether anything was imported. */
    boolean run() {
      fillStoreAndBranch();
      plan();
      var mode = MODES.get(random.nextInt(MODES.size()));
      var plan =
          new ImportPlan(
              List.copyOf(prefixes),
              List.copyOf(objects.values()),
              mode,
              random.nextBoolean() ? Pinning.NONE : Pinning.ETAG,
              random.nextBoolean());
      try {
        carryOut(plan);
      } catch (FailureException e) {
        assertThat(e.failure()).isInstanceOfAny(Failure.NotFound.class, Failure.Invalid.class);
        assertThat(imported).as(e.getMessage()).isNull();
        assertThat(contents(plan)).isEqualTo(branch);
        return false;
      }
      assertThat(contents(plan)).isEqualTo(expected(mode, requireNonNull(imported, "must fail")));
      return true;
    }

    private void fillStoreAndBranch() {
      for (int i = random.nextInt(40); i > 0; i--) {
        String key = path(4);
        byte[] bytes = new byte[random.nextInt(4)];
        var address = new PhysicalAddress("lake", key);
        var info = blockstore.put(address, Content.of(bytes), PutOptions.REPLACE);
        stored.put(Key.of(key), info.etag());
      }
      for (int i = random.nextInt(20); i > 0; i--) {
        String path = path(3);
        test.put("main", path, "of the branch");
        branch.put(Key.of(path), "of the branch");
      }
      test.commit("main");
    }

    private void plan() {
      for (int i = random.nextInt(4); i > 0; i--) {
        String path = path(3);
        String prefix = path.substring(0, random.nextInt(path.length() + 1));
        // No text is cut between two halves of one character.
        boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(prefix);
        planPrefix(whole ? prefix : path, random.nextInt(3) == 0 ? "" : path(2) + "/");
      }
      for (int i = prefixes.isEmpty() ? 1 : random.nextInt(4); i > 0; i--) {
        planObject(path(4), Key.of(path(3)));
      }
    }

    private void planPrefix(String prefix, String destination) {
      prefixes.add(new PlannedPrefix(source(prefix), destination));
      boolean some = false;
      for (var object : stored.entrySet()) {
        String key = object.getKey().toString();
        if (key.startsWith(prefix)) {
          some = true;
          bring(
              Key.of(destination + key.substring(prefix.lastIndexOf('/') + 1)), object.getValue());
        }
      }
      imported = some ? imported : null;
    }

    private void planObject(String key, Key path) {
      if (objects.putIfAbsent(path, new PlannedObject(source(key), path)) != null) {
        return;
      }
      String etag = stored.get(Key.of(key));
      if (etag == null) {
        imported = null;
      } else {
        bring(path, etag);
      }
    }

    /** A path that two sources bring makes the import fail. */
    private void bring(Key path, String etag) {
      if (imported != null && imported.put(path, etag) != null) {
        imported = null;
      }
    }

    private ImportSource source(String key) {
      return new ImportSource(
          SampleStores.store("", blockstore),
          "mem://lake/" + key,
          "lake",
          key,
          "mem://lake/",
          true);
    }

    private void carryOut(ImportPlan plan) {
      var counts = new ArrayList<>(List.of(0L));
      var run = new ImportRun(test.engine().imports(), new Asking(THREADS), 1 + random.nextInt(10));
      run.run(
          test.repository(),
          "main",
          plan,
          new ImportRequest(
              "someone",
              "",
              Map.of(),
              null,
              plan.mode(),
              plan.prefixes().stream().map(PlannedPrefix::start).toList()),
          new ImportRun.Listener() {
            @Override
            public void read(long objects) {
              counts.add(objects);
            }

            @Override
            public void beforeCommit(long objects) {
              counts.add(objects);
            }
          });
      assertThat(counts).isSorted();
      assertThat(counts.getLast()).isEqualTo(imported == null ? -1 : imported.size());
    }

    private NavigableMap<Key, String> expected(ImportMode mode, NavigableMap<Key, String> brought) {
      NavigableMap<Key, String> expected = new TreeMap<>(branch);
      if (mode == ImportMode.REPLACE) {
        for (PlannedPrefix prefix : prefixes) {
          expected.keySet().removeIf(path -> path.startsWith(prefix.start()));
        }
      }
      brought.forEach(mode == ImportMode.SKIP_EXISTING ? expected::putIfAbsent : expected::put);
      return expected;
    }

    private NavigableMap<Key, String> contents(ImportPlan plan) {
      NavigableMap<Key, String> contents = new TreeMap<>();
      var page = new PageRequest("", "", "", 1_000);
      for (ListItem item : test.engine().entries().list(test.repository(), "main", page).items()) {
        var record = ((ListItem.ListedEntry) item).record();
        contents.put(record.path(), record.entry().etag());
        assertPinned(record.entry(), plan);
      }
      return contents;
    }

    private static void assertPinned(Entry entry, ImportPlan plan) {
      boolean pinned = entry.address().startsWith("mem://") && plan.pinning() == Pinning.ETAG;
      assertThat(entry.pin().etag()).isEqualTo(pinned ? entry.etag() : "");
    }

    private String path(int depth) {
      var path = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
      for (int i = random.nextInt(depth); i > 0; i--) {
        path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
      }
      return path.toString();
    }
  }
}
