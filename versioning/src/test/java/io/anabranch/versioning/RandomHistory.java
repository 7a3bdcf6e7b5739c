package io.anabranch.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.commit.CommitRequest;
import io.anabranch.versioning.diff.DiffItem;
import io.anabranch.versioning.diff.DiffItem.ChangedPath;
import io.anabranch.versioning.diff.DiffItem.ChangedPrefix;
import io.anabranch.versioning.diff.DiffMode;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.log.LogRequest;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.merge.MergeOutcome;
import io.anabranch.versioning.merge.MergeRequest;
import io.anabranch.versioning.merge.MergeStrategy;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.object.ListItem;
import io.anabranch.versioning.object.ListItem.CommonPrefix;
import io.anabranch.versioning.object.ListItem.ListedEntry;
import io.anabranch.versioning.replay.CherryPickRequest;
import io.anabranch.versioning.replay.CommitOverrides;
import io.anabranch.versioning.replay.RevertRequest;
import io.anabranch.versioning.tree.TreeSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One random history: every step is made on the engine and on maps, and both must agree.
 *
 * <p>The maps know trees by commit, heads by branch, and what is staged over a head in two layers:
 * the area that takes changes, and what is sealed below it.
 */
final class RandomHistory {

  private static final List<String> SEGMENTS =
      List.of("a", "b", "b0", "é", "\uD83D\uDE00", "\uFFFD");
  private static final List<String> DELIMITERS = List.of("", "", "/", "b", "//");

  /** What the heads were at a time. */
  private record Past(Instant time, Map<String, CommitId> heads) {}

  private final Random random;
  private final TestEngine test;
  private final boolean freshEngines;
  private final Repository repository;
  private final Map<CommitId, SortedMap<Key, String>> trees = new HashMap<>();
  private final List<CommitId> made = new ArrayList<>();
  private final Map<String, CommitId> heads = new TreeMap<>();
  private final Map<String, SortedMap<Key, Optional<String>>> staged = new HashMap<>();
  private final Map<String, SortedMap<Key, Optional<String>>> sealed = new HashMap<>();
  private final List<Past> past = new ArrayList<>();
  private final Map<String, Integer> moves = new HashMap<>();
  private final List<String> answers = new ArrayList<>();
  private VersioningEngine engine;
  private int contents;

  /**
   * @param settings how trees are cut into ranges, which must not show
   * @param openBytes of the files that an engine keeps open, which must not show either
   * @param freshEngines whether each step is made by another engine, which has nothing in memory
   */
  RandomHistory(Random random, TreeSettings settings, long openBytes, boolean freshEngines) {
    this.random = random;
    this.test = TestEngine.create(settings, openBytes);
    this.freshEngines = freshEngines;
    this.repository = test.repository();
    this.engine = test.engine();
    CommitId first = engine.branches().get(repository, "main").head();
    move("main", first, new TreeMap<>());
  }

  int commits() {
    return trees.size();
  }

  /** What the engine answered so far, without ids: it must not depend on how it was set up. */
  List<String> answers() {
    return answers;
  }

  void step() {
    if (freshEngines) {
      engine = test.another();
    }
    String branch = any(heads.keySet());
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5 -> put(branch);
      case 6 -> putIfAbsent(branch);
      case 7 -> delete(branch);
      case 8 -> deleteAll(branch);
      case 9, 10, 11 -> commit(branch);
      case 12 -> createBranch(branch);
      case 13, 14, 15 -> merge(any(heads.keySet()), branch);
      case 16, 17 -> revert(branch);
      case 18, 19 -> cherryPick(branch);
      case 20 -> hardReset(branch);
      case 21 -> putIfMatching(branch);
      case 22 -> deleteIfPresent(branch);
      default -> reset(branch);
    }
  }

  void check() {
    past.add(new Past(test.clock().instant(), Map.copyOf(heads)));
    var _ = test.clock().instant(); // whatever comes is later
    checkRefs();
    checkPast();
    checkList();
    checkUncommitted();
    checkDiff();
    checkLog();
  }

  private void put(String branch) {
    String path = path();
    String content = content();
    engine.entries().stage(repository, branch, path, TestEngine.entry(content));
    staged(branch).put(Key.of(path), Optional.of(content));
  }

  private void putIfAbsent(String branch) {
    String path = path();
    String content = content();
    boolean absent = !view(branch).containsKey(Key.of(path));
    assertThat(engine.entries().stageIfAbsent(repository, branch, path, TestEngine.entry(content)))
        .isEqualTo(absent);
    if (absent) {
      staged(branch).put(Key.of(path), Optional.of(content));
    }
  }

  /** With the content that the path has, or with one that it may not have. */
  private void putIfMatching(String branch) {
    String path = path();
    String content = content();
    Optional<String> present = Optional.ofNullable(view(branch).get(Key.of(path)));
    String expected = present.filter(_ -> random.nextBoolean()).orElseGet(this::content);
    boolean matches = present.filter(expected::equals).isPresent();
    assertThat(
            engine
                .entries()
                .stageIf(
                    repository,
                    branch,
                    path,
                    entry -> entry.map(Entry::etag).filter(expected::equals).isPresent(),
                    TestEngine.entry(content)))
        .isEqualTo(matches);
    if (matches) {
      staged(branch).put(Key.of(path), Optional.of(content));
    }
  }

  private void deleteIfPresent(String branch) {
    String path = path();
    boolean present = view(branch).containsKey(Key.of(path));
    assertThat(engine.entries().deleteIf(repository, branch, path, Optional::isPresent))
        .isEqualTo(present);
    if (present) {
      staged(branch).put(Key.of(path), Optional.empty());
    }
  }

  private void delete(String branch) {
    String path = path();
    engine.entries().delete(repository, branch, path);
    if (view(branch).containsKey(Key.of(path))) {
      staged(branch).put(Key.of(path), Optional.empty());
    }
  }

  private void deleteAll(String branch) {
    List<String> paths = List.of(path(), path(), path());
    engine.entries().deleteAll(repository, branch, paths);
    paths.forEach(path -> staged(branch).put(Key.of(path), Optional.empty()));
  }

  private void commit(String branch) {
    Supplier<Commit> commit =
        () -> engine.commits().commit(repository, branch, new CommitRequest("someone", "text"));
    if (isClean(branch)) {
      assertRefused(commit, Failure.Invalid.class);
    } else {
      SortedMap<Key, String> view = view(branch);
      moved(branch, commit.get(), List.of(head(branch)), view);
    }
  }

  private void createBranch(String source) {
    String name = "branch" + heads.size();
    CommitId head = engine.branches().create(repository, name, source, false, "user");
    assertThat(head).isEqualTo(head(source));
    move(name, head, tree(head));
  }

  private void reset(String branch) {
    if (random.nextInt(3) == 0) {
      String path = path();
      engine.entries().resetPath(repository, branch, path);
      drop(branch, Key.of(path)::equals);
    } else {
      String prefix = prefix();
      engine.entries().resetPrefix(repository, branch, prefix);
      drop(branch, path -> path.startsWith(Key.of(prefix)));
    }
  }

  /** Where a sealed change is dropped, all that is left is sealed. */
  private void drop(String branch, Predicate<Key> isDropped) {
    if (sealed(branch).keySet().stream().anyMatch(isDropped)) {
      seal(branch);
    }
    staged(branch).keySet().removeIf(isDropped);
    sealed(branch).keySet().removeIf(isDropped);
  }

  private void merge(String source, String destination) {
    MergeStrategy strategy = any(List.of(MergeStrategy.values()));
    boolean squash = random.nextBoolean();
    boolean allowEmpty = random.nextInt(4) == 0;
    MergeRequest request =
        new MergeRequest("someone", "", Map.of(), strategy, allowEmpty, false, squash);
    Supplier<MergeOutcome> merge =
        () -> engine.merges().merge(repository, source, destination, request);
    CommitId from = head(source);
    CommitId into = head(destination);
    SortedMap<Key, String> base = tree(base(source, destination));
    if (!isClean(destination)) {
      assertRefused(merge, Failure.Invalid.class);
      return;
    }
    seal(destination);
    if (tree(from).equals(base) && !allowEmpty) {
      assertRefused(merge, Failure.Invalid.class);
      return;
    }
    NaiveMerge merged = NaiveMerge.of(base, tree(from), tree(into), strategy);
    switch (merge.get()) {
      case MergeOutcome.Conflicted(var paths) ->
          assertThat(paths).isNotEmpty().isEqualTo(merged.conflicts());
      case MergeOutcome.Merged(var commit) -> {
        assertThat(merged.conflicts()).isEmpty();
        List<CommitId> parents = squash ? List.of(into) : List.of(into, from);
        moved(destination, commit, parents, merged.tree());
        answers.add("merged " + strategy);
      }
    }
  }

  private void revert(String branch) {
    CommitId undone = any(made);
    int parent = random.nextInt(4) == 0 ? random.nextInt(4) : record(undone).isMerge() ? 1 : 0;
    boolean allowEmpty = random.nextInt(4) == 0;
    RevertRequest request =
        new RevertRequest("someone", undone.value(), parent, CommitOverrides.NONE, allowEmpty);
    Supplier<Commit> revert = () -> engine.replays().revert(repository, branch, request);
    if (record(undone).isMerge() && parent == 0) {
      assertRefused(revert, Failure.Conflict.class);
    } else {
      Optional<SortedMap<Key, String>> before = parentTree(undone, parent);
      replay(branch, revert, before.map(_ -> tree(undone)), before, allowEmpty);
    }
  }

  private void cherryPick(String branch) {
    CommitId picked = any(made);
    int parent = random.nextInt(4) == 0 ? random.nextInt(4) : record(picked).isMerge() ? 1 : 0;
    CherryPickRequest request =
        new CherryPickRequest(
            "someone", picked.value(), parent == 0 ? null : parent, CommitOverrides.NONE);
    Supplier<Commit> pick = () -> engine.replays().cherryPick(repository, branch, request);
    if (record(picked).isMerge() && parent == 0) {
      assertRefused(pick, Failure.Invalid.class);
    } else {
      Optional<SortedMap<Key, String>> before = parentTree(picked, parent);
      replay(branch, pick, before, before.map(_ -> tree(picked)), false);
    }
  }

  /** Empty when there is no such parent. */
  private Optional<SortedMap<Key, String>> parentTree(CommitId id, int number) {
    List<CommitId> parents = record(id).parents();
    if (parents.isEmpty() && number == 0) {
      return Optional.of(new TreeMap<>());
    }
    return parents.stream().skip(Math.max(0, number - 1)).findFirst().map(this::tree);
  }

  private void replay(
      String branch,
      Supplier<Commit> operation,
      Optional<SortedMap<Key, String>> from,
      Optional<SortedMap<Key, String>> to,
      boolean allowEmpty) {
    if (from.isEmpty() || to.isEmpty() || !isClean(branch)) {
      assertRefused(operation, Failure.Invalid.class);
      return;
    }
    seal(branch);
    SortedMap<Key, String> now = tree(head(branch));
    NaiveMerge merged = NaiveMerge.of(from.get(), to.get(), now, MergeStrategy.DEFAULT);
    if (!merged.conflicts().isEmpty()) {
      assertRefused(operation, Failure.Conflict.class);
    } else if (merged.tree().equals(now) && !allowEmpty) {
      assertRefused(operation, Failure.Invalid.class);
    } else {
      moved(branch, operation.get(), List.of(head(branch)), merged.tree());
      answers.add("replayed " + record(head(branch)).metadata().containsKey("cherry-pick-origin"));
    }
  }

  private void hardReset(String branch) {
    boolean byName = random.nextBoolean();
    String other = any(heads.keySet());
    CommitId target = byName ? head(other) : any(made);
    Supplier<CommitId> reset =
        () ->
            engine.commits().hardReset(repository, branch, byName ? other : target.value(), "user");
    SortedMap<Key, String> tree = tree(head(branch));
    if (!over(tree, sealed(branch)).equals(tree)) {
      assertRefused(reset, Failure.Invalid.class);
    } else {
      assertThat(reset.get()).isEqualTo(target);
      heads.put(branch, target);
      moves.merge(branch, 1, Integer::sum);
      sealed(branch).clear();
      answers.add("moved " + (view(branch).equals(tree(target)) ? "clean" : "staged"));
    }
  }

  private void checkRefs() {
    for (String branch : heads.keySet()) {
      assertThat(engine.branches().get(repository, branch).head()).isEqualTo(head(branch));
    }
    String branch = any(heads.keySet());
    String path = path();
    assertThat(content(branch, path)).isEqualTo(view(branch).get(Key.of(path)));
    assertThat(content(branch + "@", path)).isEqualTo(tree(head(branch)).get(Key.of(path)));
  }

  private void checkPast() {
    String branch = any(heads.keySet());
    List<RefMove> all =
        test.stores()
            .list(repository, RefKind.BRANCH, branch, Long.MAX_VALUE, Integer.MAX_VALUE)
            .reversed();
    assertThat(all).as("moves of %s", branch).hasSize(moves.getOrDefault(branch, 0));
    CommitId head = null;
    for (RefMove move : all) {
      assertThat(move.before()).isEqualTo(head);
      head = move.after();
    }
    assertThat(head).isEqualTo(head(branch));
    Past then = any(past);
    String ref = "%s@{%s}".formatted(branch, then.time);
    if (then.heads.containsKey(branch)) {
      assertThat(engine.refs().getCommitId(repository, ref)).isEqualTo(then.heads.get(branch));
    } else {
      assertRefused(() -> engine.refs().getCommitId(repository, ref), Failure.NotFound.class);
    }
  }

  private void checkList() {
    String branch = any(heads.keySet());
    boolean committed = random.nextBoolean();
    PageRequest all = pageRequest();
    List<String> listed =
        pages(
            all,
            request -> engine.entries().list(repository, branch + (committed ? "@" : ""), request),
            RandomHistory::place,
            RandomHistory::text);
    assertThat(listed)
        .as("list of %s, committed %s, %s", branch, committed, all)
        .isEqualTo(grouped(committed ? tree(head(branch)) : view(branch), all));
  }

  private void checkUncommitted() {
    String branch = any(heads.keySet());
    PageRequest all = pageRequest();
    assertThat(
            pages(
                all,
                request -> engine.diffs().listUncommitted(repository, branch, request),
                RandomHistory::place,
                RandomHistory::text))
        .as("uncommitted on %s, %s", branch, all)
        .isEqualTo(grouped(diff(tree(head(branch)), view(branch)), all));
  }

  private void checkDiff() {
    String left = any(heads.keySet());
    String right = any(heads.keySet());
    boolean staged = random.nextBoolean();
    DiffMode mode = any(List.of(DiffMode.values()));
    SortedMap<Key, String> onRight = staged ? view(right) : tree(head(right));
    SortedMap<Key, String> onLeft = tree(head(left));
    SortedMap<Key, String> expected =
        switch (mode) {
          case TWO_DOT -> diff(onLeft, onRight);
          case THREE_DOT -> {
            SortedMap<Key, String> base = tree(base(left, right));
            SortedMap<Key, String> changes = diff(base, onRight);
            changes.keySet().removeIf(path -> same(onLeft.get(path), onRight.get(path)));
            changes.replaceAll(
                (path, text) ->
                    same(onLeft.get(path), base.get(path))
                        ? text
                        : "CONFLICT" + text.substring(text.indexOf(' ')));
            yield changes;
          }
        };
    PageRequest all = pageRequest();
    assertThat(
            pages(
                all,
                request ->
                    engine
                        .diffs()
                        .list(repository, left, right + (staged ? "$" : ""), mode, request),
                RandomHistory::place,
                RandomHistory::text))
        .as("%s of %s and %s, staged %s, %s", mode, left, right, staged, all)
        .isEqualTo(grouped(expected, all));
  }

  private void checkLog() {
    String branch = any(heads.keySet());
    boolean firstParent = random.nextBoolean();
    String prefix = random.nextBoolean() ? "" : path();
    String object = random.nextBoolean() ? "" : path();
    boolean filtered = !prefix.isEmpty() || !object.isEmpty();
    Instant since = random.nextInt(3) > 0 ? null : record(any(made)).creationDate();
    CommitId stopAt = random.nextInt(3) > 0 ? null : any(made);
    List<Commit> all =
        ancestors(head(branch), firstParent).stream()
            .map(this::record)
            .sorted(Comparator.comparing(Commit::creationDate).reversed())
            .takeWhile(commit -> since == null || !commit.creationDate().isBefore(since))
            .toList();
    int last = all.stream().map(Commit::id).toList().indexOf(stopAt);
    List<CommitId> expected =
        all.subList(0, last < 0 ? all.size() : last + 1).stream()
            .filter(commit -> !filtered || touches(commit, object, prefix))
            .map(Commit::id)
            .toList();
    int amount = 1 + random.nextInt(5);
    List<CommitId> listed = new ArrayList<>();
    Page<Commit> page;
    do {
      LogRequest request =
          new LogRequest(
              listed.isEmpty() ? "" : listed.getLast().value(),
              amount,
              false,
              firstParent,
              since,
              stopAt == null ? "" : stopAt.value(),
              object.isEmpty() ? List.of() : List.of(object),
              prefix.isEmpty() ? List.of() : List.of(prefix));
      page = engine.log().list(repository, branch, request);
      page.items().forEach(commit -> listed.add(commit.id()));
    } while (page.hasMore());
    assertThat(listed)
        .as("log of %s, first parent %s, %s, %s", branch, firstParent, object, prefix)
        .isEqualTo(expected);
    listed.forEach(id -> answers.add("log " + record(id).creationDate()));
  }

  private boolean touches(Commit commit, String object, String prefix) {
    return commit.parents().size() == 1
        && diff(tree(commit.parents().getFirst()), tree(commit.id())).keySet().stream()
            .anyMatch(
                path ->
                    (!object.isEmpty() && path.equals(Key.of(object)))
                        || (!prefix.isEmpty() && path.startsWith(Key.of(prefix))));
  }

  private Set<CommitId> ancestors(CommitId start, boolean firstParent) {
    Set<CommitId> found = new LinkedHashSet<>(Set.of(start));
    List<CommitId> open = new ArrayList<>(found);
    while (!open.isEmpty()) {
      List<CommitId> parents = record(open.removeLast()).parents();
      for (CommitId parent : firstParent && !parents.isEmpty() ? parents.subList(0, 1) : parents) {
        if (found.add(parent)) {
          open.add(parent);
        }
      }
    }
    return found;
  }

  /** The engine's merge base, after a check that it is a common ancestor and no worse than any. */
  private CommitId base(String left, String right) {
    CommitId base = engine.commits().findMergeBase(repository, left, right).base();
    Set<CommitId> common = new HashSet<>(ancestors(head(left), false));
    common.retainAll(ancestors(head(right), false));
    assertThat(common).contains(base);
    if (base == null) {
      throw new AssertionError("no merge base of " + left + " and " + right);
    }
    return base;
  }

  private <I> List<String> pages(
      PageRequest all,
      Function<PageRequest, Page<I>> list,
      Function<I, Key> place,
      Function<I, String> text) {
    List<String> texts = new ArrayList<>();
    PageRequest request = all;
    Page<I> page = list.apply(request);
    page.items().forEach(item -> texts.add(text.apply(item)));
    while (page.hasMore()) {
      assertThat(page.items()).hasSize(all.amount());
      String after = place.apply(page.items().getLast()).toString();
      request = new PageRequest(all.prefix(), all.delimiter(), after, all.amount());
      page = list.apply(request);
      page.items().forEach(item -> texts.add(text.apply(item)));
    }
    answers.addAll(texts);
    return texts;
  }

  private static List<String> grouped(SortedMap<Key, String> records, PageRequest all) {
    Set<String> items = new LinkedHashSet<>();
    records.forEach(
        (key, text) -> {
          String path = key.toString();
          if (!path.startsWith(all.prefix())) {
            return;
          }
          int delimiter =
              all.delimiter().isEmpty() ? -1 : path.indexOf(all.delimiter(), all.prefix().length());
          String item =
              delimiter < 0
                  ? path + " " + text
                  : "PREFIX " + path.substring(0, delimiter + all.delimiter().length());
          boolean isAfter =
              delimiter < 0
                  ? key.compareTo(Key.of(all.after())) > 0
                  : key.compareTo(Key.of(all.after())) > 0 && !item.equals("PREFIX " + all.after());
          if (isAfter) {
            items.add(item);
          }
        });
    return List.copyOf(items);
  }

  private static SortedMap<Key, String> diff(
      SortedMap<Key, String> left, SortedMap<Key, String> right) {
    SortedMap<Key, String> differences = new TreeMap<>();
    for (Key path : paths(left, right, right)) {
      String before = left.get(path);
      String after = right.get(path);
      if (!same(before, after)) {
        String change = before == null ? "ADDED" : after == null ? "REMOVED" : "CHANGED";
        differences.put(path, change + " " + after);
      }
    }
    return differences;
  }

  private static String text(ListItem item) {
    return switch (item) {
      case ListedEntry(var record) -> record.path() + " " + record.entry().etag();
      case CommonPrefix(var prefix) -> "PREFIX " + prefix;
    };
  }

  private static Key place(ListItem item) {
    return switch (item) {
      case ListedEntry(var record) -> record.path();
      case CommonPrefix(var prefix) -> prefix;
    };
  }

  private static String text(DiffItem item) {
    return switch (item) {
      case ChangedPath(var path, var change, _, var right) ->
          path + " " + change + " " + (right == null ? null : right.entry().etag());
      case ChangedPrefix(var prefix) -> "PREFIX " + prefix;
    };
  }

  private static Key place(DiffItem item) {
    return switch (item) {
      case ChangedPath(var path, _, _, _) -> path;
      case ChangedPrefix(var prefix) -> prefix;
    };
  }

  private void assertRefused(Supplier<?> operation, Class<? extends Failure> kind) {
    try {
      Object outcome = operation.get();
      throw new AssertionError("not refused, but " + outcome);
    } catch (FailureException e) {
      assertThat(e.failure()).isInstanceOf(kind);
      answers.add("refused " + kind.getSimpleName());
    }
  }

  private @Nullable String content(String ref, String path) {
    return engine
        .entries()
        .find(repository, ref, path)
        .map(record -> record.entry().etag())
        .orElse(null);
  }

  private PageRequest pageRequest() {
    String after = random.nextInt(3) == 0 ? path() : random.nextInt(3) == 0 ? prefix() : "";
    return new PageRequest(prefix(), any(DELIMITERS), after, 1 + random.nextInt(6));
  }

  private String path() {
    StringBuilder path = new StringBuilder(any(SEGMENTS));
    for (int i = random.nextInt(3); i > 0; i--) {
      path.append(random.nextInt(4) == 0 ? "" : "/").append(any(SEGMENTS));
    }
    return path.toString();
  }

  private String prefix() {
    return random.nextBoolean() ? "" : any(SEGMENTS) + (random.nextBoolean() ? "/" : "");
  }

  /** Sometimes one that was used before, so that equal values are staged too. */
  private String content() {
    return "content" + (random.nextInt(4) == 0 ? random.nextInt(3) : ++contents);
  }

  private <T> T any(Iterable<T> choices) {
    List<T> list = new ArrayList<>();
    choices.forEach(list::add);
    return list.get(random.nextInt(list.size()));
  }

  private boolean isClean(String branch) {
    return view(branch).equals(tree(head(branch)));
  }

  /** The branch has a new head, and nothing is staged over it. */
  private void moved(
      String branch, Commit commit, List<CommitId> parents, SortedMap<Key, String> tree) {
    assertThat(commit.parents()).isEqualTo(parents);
    move(branch, commit.id(), tree);
  }

  private void move(String branch, CommitId head, SortedMap<Key, String> tree) {
    if (trees.put(head, new TreeMap<>(tree)) == null) {
      made.add(head);
    }
    heads.put(branch, head);
    moves.merge(branch, 1, Integer::sum);
    staged.put(branch, new TreeMap<>());
    sealed.put(branch, new TreeMap<>());
  }

  private void seal(String branch) {
    sealed(branch).putAll(staged(branch));
    staged(branch).clear();
  }

  private Commit record(CommitId id) {
    return engine.commits().find(repository, id).orElseThrow();
  }

  private CommitId head(String branch) {
    return known(heads.get(branch));
  }

  private SortedMap<Key, Optional<String>> staged(String branch) {
    return known(staged.get(branch));
  }

  private SortedMap<Key, Optional<String>> sealed(String branch) {
    return known(sealed.get(branch));
  }

  private SortedMap<Key, String> view(String branch) {
    return over(over(tree(head(branch)), sealed(branch)), staged(branch));
  }

  private static SortedMap<Key, String> over(
      SortedMap<Key, String> tree, SortedMap<Key, Optional<String>> changes) {
    SortedMap<Key, String> changed = new TreeMap<>(tree);
    changes.forEach(
        (path, value) ->
            value.ifPresentOrElse(
                content -> changed.put(path, content), () -> changed.remove(path)));
    return changed;
  }

  private SortedMap<Key, String> tree(CommitId id) {
    return known(trees.get(id));
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("the model does not know it");
    }
    return value;
  }

  static Set<Key> paths(
      SortedMap<Key, String> one, SortedMap<Key, String> two, SortedMap<Key, String> three) {
    Set<Key> paths = new TreeSet<>(one.keySet());
    paths.addAll(two.keySet());
    paths.addAll(three.keySet());
    return paths;
  }

  static boolean same(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equals(other);
  }
}
