package io.anabranch.versioning.memory;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.history.RefHistory;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.BranchHead;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.staging.StagingStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All four ports over maps under one lock. */
public final class MemoryStores implements RefStore, RefHistory, CommitStore, StagingStore {

  private record CommitPlace(int repositoryId, CommitId id) {}

  private record RecordedMove(int repositoryId, RefMove move) {
    boolean isOf(Repository repository, RefKind kind, String name) {
      return repositoryId == repository.id() && move.kind() == kind && move.name().equals(name);
    }
  }

  private final InstantSource clock;
  private final List<RecordedMove> moves = new ArrayList<>();

  private final Map<Integer, NavigableMap<String, Branch>> branches = new HashMap<>();
  private final Map<Integer, NavigableMap<String, Tag>> tags = new HashMap<>();
  private final Map<CommitPlace, Commit> commits = new HashMap<>();
  private final Map<StagingToken, NavigableMap<Key, StagedChange>> areas = new HashMap<>();
  private final Map<Integer, Runnable> pageEvents = new HashMap<>();
  private int pages;
  private int branchIds;
  private long tokens;

  public MemoryStores() {
    this(InstantSource.system());
  }

  /**
   * @param clock tells when refs moved
   */
  public MemoryStores(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<NamedRef> findRef(Repository repository, String name) {
    if (CommitId.isCommitId(name)) {
      CommitId id = new CommitId(name);
      if (find(repository, id).isPresent()) {
        return Optional.of(new NamedRef.OfCommit(id));
      }
    }
    Branch branch = branchesOf(repository).get(name);
    if (branch != null) {
      return Optional.of(new NamedRef.OfBranch(branch));
    }
    Tag tag = tagsOf(repository).get(name);
    if (tag != null) {
      return Optional.of(new NamedRef.OfTag(tag));
    }
    List<CommitId> found =
        commits.keySet().stream()
            .filter(place -> place.repositoryId() == repository.id())
            .map(CommitPlace::id)
            .filter(id -> id.value().startsWith(name))
            .toList();
    return found.size() == 1
        ? Optional.of(new NamedRef.OfCommit(found.getFirst()))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<Branch> findBranch(Repository repository, String name) {
    return Optional.ofNullable(branchesOf(repository).get(name));
  }

  @Override
  public synchronized List<Branch> listBranches(
      Repository repository, String prefix, String after, int limit, boolean showHidden) {
    return branchesOf(repository).tailMap(after, false).values().stream()
        .filter(branch -> branch.name().startsWith(prefix) && (showHidden || !branch.hidden()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized CreateOutcome createBranch(
      Repository repository, String name, CommitId head, boolean hidden, Cause cause) {
    if (branchesOf(repository).containsKey(name)) {
      return CreateOutcome.EXISTS;
    }
    if (tagsOf(repository).containsKey(name)) {
      return CreateOutcome.TAKEN_BY_OTHER_KIND;
    }
    put(repository, new Branch(++branchIds, name, head, newToken(), List.of(), hidden));
    moved(repository, RefKind.BRANCH, name, null, head, cause);
    return CreateOutcome.CREATED;
  }

  @Override
  public synchronized boolean deleteBranch(Repository repository, String name, Cause cause) {
    Branch branch = branchesOf(repository).remove(name);
    if (branch != null) {
      tokensOf(branch).forEach(areas::remove);
      moved(repository, RefKind.BRANCH, name, branch.head(), null, cause);
    }
    return branch != null;
  }

  @Override
  public synchronized Optional<Tag> findTag(Repository repository, String name) {
    return Optional.ofNullable(tagsOf(repository).get(name));
  }

  @Override
  public synchronized List<Tag> listTags(
      Repository repository, String prefix, String after, int limit) {
    return tagsOf(repository).tailMap(after, false).values().stream()
        .filter(tag -> tag.name().startsWith(prefix))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized CreateOutcome createTag(Repository repository, Tag tag, Cause cause) {
    if (tagsOf(repository).containsKey(tag.name())) {
      return CreateOutcome.EXISTS;
    }
    if (branchesOf(repository).containsKey(tag.name())) {
      return CreateOutcome.TAKEN_BY_OTHER_KIND;
    }
    tagsOf(repository).put(tag.name(), tag);
    moved(repository, RefKind.TAG, tag.name(), null, tag.commitId(), cause);
    return CreateOutcome.CREATED;
  }

  @Override
  public synchronized boolean deleteTag(Repository repository, String name, Cause cause) {
    Tag tag = tagsOf(repository).remove(name);
    if (tag != null) {
      moved(repository, RefKind.TAG, name, tag.commitId(), null, cause);
    }
    return tag != null;
  }

  @Override
  public synchronized Optional<Branch> seal(Repository repository, String name) {
    return findBranch(repository, name)
        .map(branch -> put(repository, with(branch, branch.head(), tokensOf(branch), newToken())));
  }

  @Override
  public synchronized boolean advance(
      Repository repository,
      Branch branch,
      CommitId expectedHead,
      Commit commit,
      List<StagingToken> committedAreas,
      Operation operation) {
    boolean moved =
        moveHead(
            repository,
            branch,
            expectedHead,
            commit.id(),
            committedAreas,
            Cause.of(operation, commit));
    if (moved) {
      commits.putIfAbsent(new CommitPlace(repository.id(), commit.id()), commit);
    }
    return moved;
  }

  /** All engines over these stores count as one server, which has every claim. */
  @Override
  public boolean claim(Repository repository, Branch branch, Duration claim, Duration wait) {
    return findBranch(repository, branch.name()).isPresent();
  }

  @Override
  public synchronized boolean moveHead(
      Repository repository,
      Branch branch,
      CommitId expectedHead,
      CommitId newHead,
      List<StagingToken> droppedAreas,
      Cause cause) {
    Branch current = current(repository, branch);
    if (current == null
        || !current.head().equals(expectedHead)
        || !current.sealedTokens().containsAll(droppedAreas)) {
      return false;
    }
    List<StagingToken> sealed = new ArrayList<>(current.sealedTokens());
    sealed.removeAll(droppedAreas);
    droppedAreas.forEach(areas::remove);
    put(repository, with(current, newHead, sealed, current.stagingToken()));
    moved(repository, RefKind.BRANCH, branch.name(), expectedHead, newHead, cause);
    return true;
  }

  @Override
  public synchronized Optional<Commit> find(Repository repository, CommitId id) {
    return Optional.ofNullable(commits.get(new CommitPlace(repository.id(), id)));
  }

  @Override
  public synchronized Map<CommitId, Commit> findAll(
      Repository repository, Collection<CommitId> ids) {
    return ids.stream()
        .distinct()
        .flatMap(id -> find(repository, id).stream())
        .collect(Collectors.toMap(Commit::id, commit -> commit));
  }

  @Override
  public synchronized Map<CommitId, CommitNode> findWithAncestors(
      Repository repository, Collection<CommitId> ids, int leastGeneration, int limit) {
    Map<CommitId, CommitNode> found = new HashMap<>();
    Deque<CommitId> next = new ArrayDeque<>(ids);
    while (!next.isEmpty() && found.size() < Math.max(limit, ids.size())) {
      CommitId id = next.remove();
      find(repository, id)
          .filter(commit -> ids.contains(id) || commit.generation() >= leastGeneration)
          .filter(commit -> found.put(id, commit.node()) == null)
          .ifPresent(commit -> next.addAll(commit.parents()));
    }
    return found;
  }

  @Override
  public synchronized RestoreOutcome restore(
      Repository repository,
      Iterator<Commit> restored,
      Iterator<BranchHead> heads,
      Iterator<Tag> named,
      Cause cause) {
    if (!branchesOf(repository).isEmpty()
        || !tagsOf(repository).isEmpty()
        || !list(repository, null, 1).isEmpty()) {
      return RestoreOutcome.NOT_BARE;
    }
    Map<CommitPlace, Commit> allCommits = new HashMap<>();
    restored.forEachRemaining(
        commit -> allCommits.put(new CommitPlace(repository.id(), commit.id()), commit));
    List<BranchHead> allHeads = new ArrayList<>();
    heads.forEachRemaining(allHeads::add);
    List<Tag> allTags = new ArrayList<>();
    named.forEachRemaining(allTags::add);
    commits.putAll(allCommits);
    allHeads.forEach(
        branch -> createBranch(repository, branch.name(), branch.head(), false, cause));
    allTags.forEach(tag -> createTag(repository, tag, cause));
    return RestoreOutcome.RESTORED;
  }

  private void moved(
      Repository repository,
      RefKind kind,
      String name,
      @Nullable CommitId before,
      @Nullable CommitId after,
      Cause cause) {
    moves.add(
        new RecordedMove(
            repository.id(),
            new RefMove(moves.size() + 1, kind, name, before, after, cause, clock.instant())));
  }

  @Override
  public synchronized List<RefMove> list(
      Repository repository, RefKind kind, String name, long below, int limit) {
    return moves.reversed().stream()
        .filter(recorded -> recorded.isOf(repository, kind, name))
        .map(RecordedMove::move)
        .filter(move -> move.number() < below)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<RefMove> findLast(Repository repository, String branch, Instant time) {
    return branchMoves(repository, branch).stream()
        .filter(move -> !move.time().isAfter(time))
        .findFirst();
  }

  @Override
  public Optional<RefMove> findPrior(Repository repository, String branch, int later) {
    return branchMoves(repository, branch).stream().skip(later).findFirst();
  }

  @Override
  public Optional<RefMove> findOldest(Repository repository, String branch) {
    return branchMoves(repository, branch).reversed().stream().findFirst();
  }

  private List<RefMove> branchMoves(Repository repository, String branch) {
    return list(repository, RefKind.BRANCH, branch, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public synchronized List<Commit> list(
      Repository repository, @Nullable CommitId after, int limit) {
    return commits.entrySet().stream()
        .filter(entry -> entry.getKey().repositoryId() == repository.id())
        .map(Map.Entry::getValue)
        .filter(commit -> after == null || commit.id().compareTo(after) > 0)
        .sorted(Comparator.comparing(Commit::id))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean create(Repository repository, Commit commit) {
    return commits.putIfAbsent(new CommitPlace(repository.id(), commit.id()), commit) == null;
  }

  @Override
  public synchronized Optional<PathView> find(Repository repository, String name, Key path) {
    return findBranch(repository, name)
        .map(branch -> new PathView(branch, newest(tokensOf(branch)).get(path)));
  }

  /** Makes something happen just before the page of this number, counted from now, is read. */
  public synchronized void beforePage(int number, Runnable event) {
    pageEvents.put(pages + number, event);
  }

  @Override
  public synchronized Optional<Page> page(
      Repository repository, String name, Key from, Key prefix, int limit) {
    Runnable event = pageEvents.remove(++pages);
    if (event != null) {
      event.run();
    }
    return findBranch(repository, name)
        .map(
            branch -> {
              List<StagedChange> all =
                  newest(tokensOf(branch)).tailMap(from, true).values().stream()
                      .filter(change -> change.path().startsWith(prefix))
                      .toList();
              return new Page(
                  branch, all.subList(0, Math.min(limit, all.size())), all.size() <= limit);
            });
  }

  @Override
  public StageOutcome stage(Repository repository, String branch, StagedChange change) {
    return stageAll(repository, branch, List.of(change));
  }

  @Override
  public synchronized StageOutcome stageAll(
      Repository repository, String name, List<StagedChange> changes) {
    Branch branch = branchesOf(repository).get(name);
    if (branch == null) {
      return StageOutcome.BRANCH_GONE;
    }
    changes.forEach(change -> area(branch.stagingToken()).put(change.path(), change));
    return StageOutcome.STAGED;
  }

  @Override
  public synchronized StageOutcome stageIfUnchanged(
      Repository repository, String name, PathView seen, StagedChange change) {
    PathView view = find(repository, name, change.path()).orElse(null);
    if (view == null) {
      return StageOutcome.BRANCH_GONE;
    }
    return view.branch().head().equals(seen.branch().head())
            && Objects.equals(view.staged(), seen.staged())
        ? stage(repository, name, change)
        : StageOutcome.CONDITION_FAILED;
  }

  @Override
  public boolean resetPrefix(Repository repository, String branch, Key prefix) {
    return reset(repository, branch, path -> path.startsWith(prefix));
  }

  @Override
  public boolean reset(Repository repository, String branch, Key path) {
    return reset(repository, branch, path::equals);
  }

  @Override
  public synchronized Scan scan(List<StagingToken> sealed) {
    return new MemoryScan(new TreeMap<>(newest(sealed)));
  }

  /** How many staging areas there are, of all branches. */
  public synchronized int areas() {
    return areas.size();
  }

  private synchronized boolean reset(Repository repository, String name, Predicate<Key> isReset) {
    Branch branch = branchesOf(repository).get(name);
    if (branch == null) {
      return false;
    }
    if (newest(branch.sealedTokens()).keySet().stream().noneMatch(isReset)) {
      area(branch.stagingToken()).keySet().removeIf(isReset);
      return true;
    }
    // Sealed areas do not change: another one takes over what is left of them.
    NavigableMap<Key, StagedChange> rest = newest(tokensOf(branch));
    rest.keySet().removeIf(isReset);
    tokensOf(branch).forEach(areas::remove);
    StagingToken left = newToken();
    areas.put(left, rest);
    put(
        repository,
        with(branch, branch.head(), rest.isEmpty() ? List.of() : List.of(left), newToken()));
    return true;
  }

  private NavigableMap<Key, StagedChange> newest(List<StagingToken> newestFirst) {
    NavigableMap<Key, StagedChange> changes = new TreeMap<>();
    newestFirst.forEach(token -> area(token).forEach(changes::putIfAbsent));
    return changes;
  }

  private NavigableMap<Key, StagedChange> area(StagingToken token) {
    return areas.computeIfAbsent(token, _ -> new TreeMap<>());
  }

  private StagingToken newToken() {
    return new StagingToken(++tokens);
  }

  private Branch put(Repository repository, Branch branch) {
    branchesOf(repository).put(branch.name(), branch);
    return branch;
  }

  private @Nullable Branch current(Repository repository, Branch branch) {
    Branch current = branchesOf(repository).get(branch.name());
    return current != null && current.id() == branch.id() ? current : null;
  }

  private NavigableMap<String, Branch> branchesOf(Repository repository) {
    return branches.computeIfAbsent(repository.id(), _ -> new TreeMap<>());
  }

  private NavigableMap<String, Tag> tagsOf(Repository repository) {
    return tags.computeIfAbsent(repository.id(), _ -> new TreeMap<>());
  }

  private static List<StagingToken> tokensOf(Branch branch) {
    List<StagingToken> tokens = new ArrayList<>(branch.sealedTokens());
    tokens.addFirst(branch.stagingToken());
    return tokens;
  }

  private static Branch with(
      Branch branch, CommitId head, List<StagingToken> sealed, StagingToken staging) {
    return new Branch(branch.id(), branch.name(), head, staging, sealed, branch.hidden());
  }

  private static final class MemoryScan implements Scan {

    private final NavigableMap<Key, StagedChange> changes;

    MemoryScan(NavigableMap<Key, StagedChange> changes) {
      this.changes = changes;
    }

    @Override
    public @Nullable StagedChange next() {
      Map.Entry<Key, StagedChange> first = changes.pollFirstEntry();
      return first == null ? null : first.getValue();
    }

    @Override
    public void seek(Key target) {
      changes.headMap(target, false).clear();
    }

    @Override
    public void close() {
      changes.clear();
    }
  }
}
