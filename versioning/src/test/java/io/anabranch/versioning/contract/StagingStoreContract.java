package io.anabranch.versioning.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.staging.StagingStore.Page;
import io.anabranch.versioning.staging.StagingStore.PathView;
import io.anabranch.versioning.staging.StagingStore.Scan;
import io.anabranch.versioning.staging.StagingStore.StageOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a {@link io.anabranch.versioning.staging.StagingStore} must do. */
public abstract class StagingStoreContract extends StoreContract {

  @Test
  void theNewestChangeOfAPathIsSeen() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    assertThat(view(repository, "path").staged()).isNull();
    stage(repository, "b", put("path", "1"));
    stage(repository, "b", put("path", "2"));
    assertThat(view(repository, "path").staged()).isEqualTo(put("path", "2"));
    Branch sealed = seal(repository, "b");
    assertThat(view(repository, "path")).isEqualTo(new PathView(sealed, put("path", "2")));
    stage(repository, "b", tombstone("path"));
    assertThat(view(repository, "path").staged()).isEqualTo(tombstone("path"));
    seal(repository, "b");
    stage(repository, "b", put("path", "3"));
    assertThat(view(repository, "path").staged()).isEqualTo(put("path", "3"));
  }

  @Test
  void aBranchThatIsGoneIsTold() {
    Repository repository = newRepository();
    Branch other = newBranch(repository, "other");
    assertThat(staging().find(repository, "b", Key.of("path"))).isEmpty();
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.EMPTY, 1)).isEmpty();
    assertThat(staging().stage(repository, "b", put("path", "1")))
        .isEqualTo(StageOutcome.BRANCH_GONE);
    assertThat(staging().stageAll(repository, "b", List.of(put("path", "1"), tombstone("q"))))
        .isEqualTo(StageOutcome.BRANCH_GONE);
    PathView seen = new PathView(other, null);
    assertThat(staging().stageIfUnchanged(repository, "b", seen, put("path", "1")))
        .isEqualTo(StageOutcome.BRANCH_GONE);
    assertThat(staging().reset(repository, "b", Key.of("path"))).isFalse();
    assertThat(staging().resetPrefix(repository, "b", Key.EMPTY)).isFalse();
  }

  @Test
  void branchesDoNotShareChanges() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    newBranch(repository, "c");
    stage(repository, "b", put("path", "1"));
    assertThat(staging().find(repository, "c", Key.of("path")).orElseThrow().staged()).isNull();
  }

  @Test
  void pagesAreInByteOrderAndMergeTheAreas() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    List<String> paths =
        List.of("a", "a b", "a/", "a/1", "a/\uFFFD", "a/\uD83D\uDE00", "a0", "b%", "z", "é");
    for (int i = 0; i < paths.size(); i++) {
      stage(repository, "b", put(paths.get(i), "old"));
      if (i % 4 == 3) {
        seal(repository, "b");
      }
    }
    List<StagedChange> expected =
        new ArrayList<>(paths.stream().map(path -> put(path, "old")).toList());
    stage(repository, "b", put("a/1", "new"));
    stage(repository, "b", tombstone("a b"));
    expected.set(1, tombstone("a b"));
    expected.set(3, put("a/1", "new"));
    assertThat(pages(repository, Key.EMPTY, 1)).isEqualTo(expected);
    assertThat(pages(repository, Key.EMPTY, 3)).isEqualTo(expected);
    assertThat(pages(repository, Key.EMPTY, 100)).isEqualTo(expected);
    assertThat(pages(repository, Key.of("a/"), 2)).isEqualTo(expected.subList(2, 6));
    assertThat(pages(repository, Key.of("b%"), 2)).isEqualTo(expected.subList(7, 8));
    assertThat(pages(repository, Key.of("%"), 2)).isEmpty();
  }

  @Test
  void pagesBeginAtAnyKey() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    stage(repository, "b", put("a", "1"));
    stage(repository, "b", put("a/ÿ", "1"));
    stage(repository, "b", put("a/Ā", "1"));
    assertThat(pathsFrom(repository, Key.of("a"))).containsExactly("a", "a/ÿ", "a/Ā");
    assertThat(pathsFrom(repository, Key.of("a").next())).containsExactly("a/ÿ", "a/Ā");
    // The key after the prefix "a/ÿ" ends within a character.
    Key afterPrefix = Key.of("a/ÿ").afterPrefix();
    assertThat(afterPrefix).isNotNull();
    assertThat(pathsFrom(repository, afterPrefix == null ? Key.EMPTY : afterPrefix))
        .containsExactly("a/Ā");
    assertThat(pathsFrom(repository, Key.wrap(new byte[] {(byte) 0xff}))).isEmpty();
  }

  @Test
  void aPageTellsWhetherItIsTheLast() {
    Repository repository = newRepository();
    Branch branch = newBranch(repository, "b");
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.EMPTY, 2))
        .contains(new Page(branch, List.of(), true));
    stage(repository, "b", put("1", "1"));
    stage(repository, "b", put("2", "1"));
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.EMPTY, 2).orElseThrow().last())
        .isTrue();
    stage(repository, "b", put("3", "1"));
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.EMPTY, 2).orElseThrow().last())
        .isFalse();
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.of("1"), 1).orElseThrow().last())
        .isTrue();
  }

  @Test
  void stagesManyAtOnce() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    List<StagedChange> changes = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      String path = "%05d".formatted(i);
      changes.add(i % 3 == 0 ? tombstone(path) : put(path, "v" + i));
    }
    assertThat(staging().stageAll(repository, "b", changes)).isEqualTo(StageOutcome.STAGED);
    assertThat(staging().stageAll(repository, "b", List.of())).isEqualTo(StageOutcome.STAGED);
    assertThat(pages(repository, Key.EMPTY, 700)).isEqualTo(changes);
  }

  @Test
  void stagesConditionallyOverWhatWasSeenOnly() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    List<StagedChange> values =
        List.of(put("p", "1"), tombstone("p"), put("p", "2"), put("p", "3"), tombstone("p"));
    List<PathView> seen = new ArrayList<>(List.of(view(repository, "p")));
    for (int i = 0; i < values.size(); i++) {
      for (PathView before : seen.subList(0, i)) {
        assertThat(stageIfUnchanged(repository, before, put("p", "other"))).isFalse();
      }
      if (i % 2 == 1) {
        seal(repository, "b");
      }
      assertThat(stageIfUnchanged(repository, seen.getLast(), values.get(i))).isTrue();
      seen.add(view(repository, "p"));
      assertThat(seen.getLast().staged()).isEqualTo(values.get(i));
    }
  }

  @Test
  void stagesConditionallyOnlyWhileTheHeadIsTheOneThatWasSeen() {
    Repository repository = newRepository();
    Branch branch = newBranch(repository, "b");
    PathView seen = view(repository, "p");
    Commit next = recorded(repository, "next");
    assertThat(refs().moveHead(repository, branch, branch.head(), next.id(), List.of(), CAUSE))
        .isTrue();
    assertThat(stageIfUnchanged(repository, seen, put("p", "1"))).isFalse();
    assertThat(view(repository, "p").staged()).isNull();
    assertThat(stageIfUnchanged(repository, view(repository, "p"), put("p", "1"))).isTrue();
  }

  /** Each adds one to what it saw, while what is staged is committed again and again. */
  @Test
  void nothingIsLostOfWhatConditionalWritersAdd() throws Exception {
    Repository repository = newRepository();
    Map<CommitId, String> committed = new ConcurrentHashMap<>();
    committed.put(newBranch(repository, "b").head(), "0");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 6; writer++) {
        writers.add(
            threads.submit(
                () -> {
                  for (int added = 0; added < 15; ) {
                    PathView seen = view(repository, "p");
                    int sum = Integer.parseInt(value(seen, committed)) + 1;
                    added += stageIfUnchanged(repository, seen, put("p", "" + sum)) ? 1 : 0;
                  }
                }));
      }
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        commitAll(repository, committed);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(value(view(repository, "p"), committed)).isEqualTo("90");
  }

  private void commitAll(Repository repository, Map<CommitId, String> committed) {
    Branch sealed = seal(repository, "b");
    List<StagedChange> changes = scan(sealed, Key.EMPTY);
    Commit next = commit("at area " + sealed.stagingToken());
    committed.put(
        next.id(),
        changes.isEmpty()
            ? committed.getOrDefault(sealed.head(), "")
            : value(new PathView(sealed, changes.getFirst()), committed));
    assertThat(advance(repository, sealed, next)).isTrue();
  }

  private static String value(PathView view, Map<CommitId, String> committed) {
    StagedChange staged = view.staged();
    return staged == null || staged.value() == null
        ? committed.getOrDefault(view.branch().head(), "")
        : staged.value().entry().etag();
  }

  private boolean stageIfUnchanged(Repository repository, PathView seen, StagedChange change) {
    StageOutcome outcome = staging().stageIfUnchanged(repository, "b", seen, change);
    assertThat(outcome).isNotEqualTo(StageOutcome.BRANCH_GONE);
    return outcome == StageOutcome.STAGED;
  }

  @Test
  void resetsOnePathAPrefixOrAll() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    for (String path : List.of("a", "a/1", "a/2", "a%", "b")) {
      stage(repository, "b", put(path, "old"));
    }
    seal(repository, "b");
    stage(repository, "b", put("a/2", "new"));
    stage(repository, "b", put("c", "new"));

    assertThat(staging().reset(repository, "b", Key.of("a"))).isTrue();
    assertThat(pathsFrom(repository, Key.EMPTY)).containsExactly("a%", "a/1", "a/2", "b", "c");
    assertThat(view(repository, "a/2").staged()).isEqualTo(put("a/2", "new"));
    assertThat(staging().resetPrefix(repository, "b", Key.of("a/"))).isTrue();
    assertThat(pathsFrom(repository, Key.EMPTY)).containsExactly("a%", "b", "c");
    assertThat(staging().resetPrefix(repository, "b", Key.of("nothing"))).isTrue();
    assertThat(pathsFrom(repository, Key.EMPTY)).containsExactly("a%", "b", "c");
    assertThat(staging().resetPrefix(repository, "b", Key.EMPTY)).isTrue();
    assertThat(pathsFrom(repository, Key.EMPTY)).isEmpty();
    stage(repository, "b", put("d", "1"));
    assertThat(pathsFrom(repository, Key.EMPTY)).containsExactly("d");
  }

  @Test
  void scansTheNewestOfSealedAreas() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    stage(repository, "b", put("1", "old"));
    stage(repository, "b", put("2", "old"));
    stage(repository, "b", put("3", "old"));
    seal(repository, "b");
    stage(repository, "b", tombstone("2"));
    stage(repository, "b", put("3", "new"));
    stage(repository, "b", put("4", "new"));
    Branch sealed = seal(repository, "b");
    stage(repository, "b", put("1", "late"));
    assertThat(scan(sealed, Key.EMPTY))
        .containsExactly(put("1", "old"), tombstone("2"), put("3", "new"), put("4", "new"));
    assertThat(scan(sealed, Key.of("2").next())).containsExactly(put("3", "new"), put("4", "new"));
    assertThat(scan(sealed, Key.of("5"))).isEmpty();
    try (Scan none = staging().scan(List.of())) {
      assertThat(none.next()).isNull();
    }
  }

  @Test
  void everyAcknowledgedChangeIsInOneAreaThatWasSealedAfterIt() throws Exception {
    Repository repository = newRepository();
    newBranch(repository, "b");
    Set<String> acknowledged = new ConcurrentSkipListSet<>();
    Set<String> scanned = new TreeSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 8; writer++) {
        String name = "writer " + writer;
        writers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 60; i++) {
                    String path = name + " " + i;
                    stage(repository, "b", put(path, "1"));
                    acknowledged.add(path);
                  }
                }));
      }
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        scanned.addAll(sealedNow(repository));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    scanned.addAll(sealedNow(repository));
    assertThat(scanned).isEqualTo(acknowledged).hasSize(480);
  }

  /** Seals the branch, and reads and drops what has been sealed, as a commit does. */
  private List<String> sealedNow(Repository repository) {
    Branch sealed = seal(repository, "b");
    List<String> paths =
        scan(sealed, Key.EMPTY).stream().map(change -> change.path().toString()).toList();
    Commit next = commit("at area " + sealed.stagingToken());
    assertThat(advance(repository, sealed, next)).isTrue();
    return paths;
  }

  private boolean advance(Repository repository, Branch sealed, Commit next) {
    return refs()
        .advance(repository, sealed, sealed.head(), next, sealed.sealedTokens(), Operation.COMMIT);
  }

  private List<StagedChange> scan(Branch sealed, Key from) {
    List<StagedChange> changes = new ArrayList<>();
    try (Scan scan = staging().scan(sealed.sealedTokens())) {
      scan.seek(from);
      for (StagedChange change = scan.next(); change != null; change = scan.next()) {
        changes.add(change);
      }
    }
    return changes;
  }

  private PathView view(Repository repository, String path) {
    return staging().find(repository, "b", Key.of(path)).orElseThrow();
  }

  private List<StagedChange> pages(Repository repository, Key prefix, int limit) {
    List<StagedChange> changes = new ArrayList<>();
    Page page = staging().page(repository, "b", prefix, prefix, limit).orElseThrow();
    changes.addAll(page.changes());
    while (!page.last()) {
      assertThat(page.changes()).hasSize(limit);
      Key from = page.changes().getLast().path().next();
      page = staging().page(repository, "b", from, prefix, limit).orElseThrow();
      changes.addAll(page.changes());
    }
    return changes;
  }

  private List<String> pathsFrom(Repository repository, Key from) {
    return staging().page(repository, "b", from, Key.EMPTY, 100).orElseThrow().changes().stream()
        .map(change -> change.path().toString())
        .toList();
  }
}
