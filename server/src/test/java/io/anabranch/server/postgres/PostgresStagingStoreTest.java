package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.commit;
import static io.anabranch.server.postgres.MigratedDatabase.put;
import static io.anabranch.server.postgres.MigratedDatabase.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.staging.StagingStore.Page;
import io.anabranch.versioning.staging.StagingStore.PathView;
import io.anabranch.versioning.staging.StagingStore.StageOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link StagingStoreOnPostgresTest} does not ask: batches, pages and odd paths. */
@Timeout(60)
final class PostgresStagingStoreTest {

  private static MigratedDatabase migrated;
  private static RefStore refs;
  private static StagingStore staging;

  private Repository repository;

  @BeforeAll
  static void open() {
    migrated = new MigratedDatabase();
    refs = new PostgresRefStore(migrated.database());
    staging = new PostgresStagingStore(migrated.database());
  }

  @AfterAll
  static void close() {
    migrated.close();
  }

  @BeforeEach
  void createRepository() {
    repository = migrated.repository();
  }

  @Test
  void manyReadersAtOnceEachGetTheirOwnAnswer() throws Exception {
    List<StagedChange> changes =
        IntStream.range(0, 200).mapToObj(i -> put("path" + i, "" + i)).toList();
    staging.stageAll(repository, "main", changes);

    List<String> found = Together.run(200, i -> find("path" + i));

    assertThat(found)
        .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "path" + i + "=" + i).toList());
  }

  @Test
  void stagingOnABranchThatIsGoneSaysSo() throws Exception {
    List<StageOutcome> outcomes =
        Together.run(
            100, i -> staging.stage(repository, i % 3 == 0 ? "gone" : "main", put("p" + i, "")));

    for (int i = 0; i < 100; i++) {
      assertThat(outcomes.get(i))
          .isEqualTo(i % 3 == 0 ? StageOutcome.BRANCH_GONE : StageOutcome.STAGED);
    }
    assertThat(page("", "", 1000)).hasSize(66);
    assertThat(staging.stageAll(repository, "gone", List.of(put("a", ""))))
        .isEqualTo(StageOutcome.BRANCH_GONE);
    PathView seen = staging.find(repository, "main", Key.of("a")).orElseThrow();
    assertThat(staging.stageIfUnchanged(repository, "gone", seen, put("a", "")))
        .isEqualTo(StageOutcome.BRANCH_GONE);
    assertThat(staging.page(repository, "gone", Key.EMPTY, Key.EMPTY, 1)).isEmpty();
    assertThat(staging.resetPrefix(repository, "gone", Key.EMPTY)).isFalse();
    assertThat(staging.resetPrefix(repository, "gone", Key.of("a"))).isFalse();
    assertThat(staging.reset(repository, "gone", Key.of("a"))).isFalse();
  }

  @Test
  void aPathThatIsNotTextIsRefusedAlone() {
    for (byte[] bytes : new byte[][] {{'a', 0}, {(byte) 0xff}, {'a', (byte) 0xc3}}) {
      assertThatThrownBy(
              () -> staging.stage(repository, "main", new StagedChange(Key.wrap(bytes), null)))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.Invalid.class));
    }
    assertThat(staging.stage(repository, "main", put("\uFFFD", "a replacement is a character")))
        .isEqualTo(StageOutcome.STAGED);
  }

  @Test
  void manyChangesAreStagedInOneTransaction() {
    List<StagedChange> changes = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      changes.add(put("path%05d".formatted(i), "value"));
    }

    assertThat(staging.stageAll(repository, "main", changes)).isEqualTo(StageOutcome.STAGED);

    assertThat(scan(seal())).hasSize(12_000).isSorted();
  }

  @Test
  void aResetThatTouchesASealedAreaMakesTheCommitThatReadsItFail() {
    stage(put("a", "1"), put("b", "1"), tombstone("c"));
    Branch sealed = seal();
    stage(put("b", "2"));

    assertThat(staging.reset(repository, "main", Key.of("a"))).isTrue();

    assertThat(page("", "", 10)).containsExactly("b=2", "c=-");
    assertThat(scan(sealed)).as("sealed areas do not change").containsExactly("a=1", "b=1", "c=-");
    assertThat(
            refs.advance(
                repository,
                sealed,
                sealed.head(),
                commit(7, List.of(sealed.head())),
                sealed.sealedTokens(),
                Operation.COMMIT))
        .isFalse();
    stage(put("b", "3"));
    assertThat(page("", "", 10)).containsExactly("b=3", "c=-");
  }

  /** Random histories against a plain map, with names on all sides of the edges of UTF-8. */
  @Test
  void behavesAsAMapOfPathsWould() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SortedMap<Key, String> model = new TreeMap<>();
    for (int step = 0; step < 300; step++) {
      String path = randomPath(random);
      switch (random.nextInt(10)) {
        case 0 -> seal();
        case 1 -> {
          staging.resetPrefix(repository, "main", Key.of(path));
          model.keySet().removeIf(key -> key.startsWith(Key.of(path)));
        }
        case 2 -> {
          staging.reset(repository, "main", Key.of(path));
          model.remove(Key.of(path));
        }
        case 3 -> {
          stage(tombstone(path));
          model.put(Key.of(path), path + "=-");
        }
        default -> {
          stage(put(path, "" + step));
          model.put(Key.of(path), path + "=" + step);
        }
      }
      if (step % 5 == 0) {
        compare(model, random, "seed " + seed + " step " + step);
      }
    }
    assertThat(scan(seal())).as("seed " + seed).containsExactlyElementsOf(model.values());
  }

  private void compare(SortedMap<Key, String> model, Random random, String where) {
    Key prefix = Key.of(random.nextBoolean() ? "" : randomPath(random));
    Key from = randomBound(random);
    int limit = 1 + random.nextInt(6);
    List<String> expected =
        model.tailMap(from).entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .map(Map.Entry::getValue)
            .toList();

    Page page = staging.page(repository, "main", from, prefix, limit).orElseThrow();

    assertThat(page.changes().stream().map(MigratedDatabase::text).toList())
        .as("%s from %s prefix %s", where, from, prefix)
        .isEqualTo(expected.stream().limit(limit).toList());
    assertThat(page.last()).as(where).isEqualTo(expected.size() <= limit);
  }

  private static String randomPath(Random random) {
    String[] parts = {"a", "b", "/", "ÿ", "\uD7FF", "\uE000", "😀", "\uDBFF\uDFFF", "\u0001"};
    StringBuilder path = new StringBuilder(parts[random.nextInt(parts.length)]);
    while (random.nextInt(3) > 0) {
      path.append(parts[random.nextInt(parts.length)]);
    }
    return path.toString();
  }

  private static Key randomBound(Random random) {
    Key key = Key.of(randomPath(random));
    Key after = key.afterPrefix();
    return switch (random.nextInt(4)) {
      case 0 -> Key.EMPTY;
      case 1 -> key.next();
      case 2 -> after == null ? key : after;
      default -> Key.wrap(Arrays.copyOf(key.bytes(), random.nextInt(key.length()) + 1));
    };
  }

  @Test
  void aScanSeeksForwardOverSeveralAreas() {
    List<StagedChange> older = new ArrayList<>();
    List<StagedChange> newer = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      older.add(put("path%05d".formatted(2 * i), "older"));
      newer.add(put("path%05d".formatted(3 * i), "newer"));
    }
    staging.stageAll(repository, "main", older);
    seal();
    staging.stageAll(repository, "main", newer);
    Branch sealed = seal();

    try (StagingStore.Scan scan = staging.scan(sealed.sealedTokens())) {
      assertThat(next(scan)).isEqualTo("path00000=newer");
      assertThat(next(scan)).isEqualTo("path00002=older");
      scan.seek(Key.of("path05000"));
      assertThat(next(scan)).isEqualTo("path05000=older");
      scan.seek(Key.of("path00001"));
      assertThat(next(scan)).isEqualTo("path05001=newer");
      scan.seek(Key.of("path08998"));
      assertThat(next(scan)).isEqualTo("none");
    }
    assertThat(scan(sealed)).hasSize(5_000).doesNotHaveDuplicates().isSorted();
  }

  private static String next(StagingStore.Scan scan) {
    return MigratedDatabase.text(scan.next());
  }

  private void stage(StagedChange... changes) {
    for (StagedChange change : changes) {
      assertThat(staging.stage(repository, "main", change)).isEqualTo(StageOutcome.STAGED);
    }
  }

  private Branch seal() {
    return refs.seal(repository, "main").orElseThrow();
  }

  private String find(String path) {
    return MigratedDatabase.text(
        staging.find(repository, "main", Key.of(path)).orElseThrow().staged());
  }

  private List<String> page(String from, String prefix, int limit) {
    return staging
        .page(repository, "main", Key.of(from), Key.of(prefix), limit)
        .orElseThrow()
        .changes()
        .stream()
        .map(MigratedDatabase::text)
        .toList();
  }

  private static List<String> scan(Branch branch) {
    List<StagingToken> areas = branch.sealedTokens();
    List<String> found = new ArrayList<>();
    try (StagingStore.Scan scan = staging.scan(areas)) {
      for (StagedChange change = scan.next(); change != null; change = scan.next()) {
        found.add(MigratedDatabase.text(change));
      }
    }
    return found;
  }
}
