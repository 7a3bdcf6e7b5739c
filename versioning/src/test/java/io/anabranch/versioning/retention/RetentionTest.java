package io.anabranch.versioning.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.memory.MemoryStores;
import io.anabranch.versioning.memory.Repositories;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final int CASES = 1_000;

  @Test
  void activeCommitsAreThoseOfTheNaiveModel() {
    long first = new Random().nextLong();
    for (long seed = first; seed < first + CASES; seed++) {
      try {
        new Case(seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void rulesAreReadAsTheyWereWritten() {
    var rules = new RetentionRules(-7, new TreeMap<>(Map.of("main", 21, "other", 0)));
    assertThat(RetentionRules.decode(rules.encode())).isEqualTo(rules);
    assertThat(rules.days("main")).isEqualTo(21);
    assertThat(rules.days("unheard")).isEqualTo(-7);
  }

  /** A repository, decided by its seed alone. */
  private static final class Case {

    private final Random random;
    private final Repository repository = Repositories.next();

    /** What is there when the commits are listed, and when the heads are read. */
    private final MemoryStores listed = new MemoryStores();

    private final MemoryStores all = new MemoryStores();
    private final Map<CommitId, Commit> early = new HashMap<>();
    private final List<Commit> made = new ArrayList<>();
    private final RetentionRules rules;

    Case(long seed) {
      random = new Random(seed);
      int count = random.nextInt(1, 25);
      int before = random.nextInt(count + 1);
      for (int i = 0; i < count; i++) {
        Commit commit = commit();
        made.add(commit);
        all.create(repository, commit);
        if (i < before) {
          listed.create(repository, commit);
          early.put(commit.id(), commit);
        }
      }
      TreeMap<String, Integer> days = new TreeMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        all.createBranch(
            repository,
            "b" + i,
            any().id(),
            random.nextBoolean(),
            new Cause(Operation.CREATE, "user", ""));
        if (random.nextBoolean()) {
          days.put("b" + i, random.nextInt(-1, 12));
        }
      }
      rules = new RetentionRules(random.nextInt(-1, 12), days);
    }

    private Commit any() {
      return made.get(random.nextInt(made.size()));
    }

    /** Not always younger than its parents. */
    private Commit commit() {
      byte[] id = new byte[32];
      random.nextBytes(id);
      Set<CommitId> parents = new TreeSet<>();
      for (int i = made.isEmpty() ? 0 : random.nextInt(3); i > 0; i--) {
        parents.add(any().id());
      }
      return new Commit(
          new CommitId(HexFormat.of().formatHex(id)),
          "someone",
          "message",
          NOW.minus(Duration.ofHours(random.nextInt(24 * 12))),
          MetaRangeId.EMPTY,
          List.copyOf(parents),
          new TreeMap<>(),
          random.nextInt(2),
          1);
    }

    void run() {
      var active = new Retention(listed, all::find, all).activeCommits(repository, rules, NOW);
      assertThat(ids(active)).isEqualTo(expected());
      assertThat(ids(active)).as("walked again").isEqualTo(expected());
    }

    private static Set<CommitId> ids(ActiveCommits active) {
      return StreamSupport.stream(active.spliterator(), false)
          .map(Commit::id)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** From each starting point by itself, down to the root. */
    private Set<CommitId> expected() {
      Set<CommitId> active = new TreeSet<>();
      Set<CommitId> heads = new TreeSet<>();
      for (Branch branch : all.listBranches(repository, "", "", 100, true)) {
        heads.add(branch.head());
        active.add(branch.head());
        walk(branch.head(), rules.days(branch.name()), active);
      }
      Set<CommitId> leaves = new TreeSet<>(early.keySet());
      early.values().stream()
          .filter(commit -> !commit.parents().isEmpty())
          .forEach(commit -> leaves.remove(commit.mainLineFirst().getFirst()));
      leaves.removeAll(heads);
      for (CommitId leaf : leaves) {
        if (isYoung(all.find(repository, leaf).orElseThrow(), rules.defaultDays())) {
          active.add(leaf);
        }
        walk(leaf, rules.defaultDays(), active);
      }
      return active;
    }

    private void walk(CommitId start, int days, Set<CommitId> active) {
      Commit commit = all.find(repository, start).orElseThrow();
      while (!commit.parents().isEmpty()) {
        CommitId parent = commit.mainLineFirst().getFirst();
        if (isYoung(commit, days)) {
          active.add(parent);
        }
        commit = all.find(repository, parent).orElseThrow();
      }
    }

    private static boolean isYoung(Commit commit, int days) {
      return !commit.creationDate().isBefore(NOW.minus(Duration.ofDays(days)));
    }
  }
}
