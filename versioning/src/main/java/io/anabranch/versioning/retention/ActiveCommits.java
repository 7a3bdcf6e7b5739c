package io.anabranch.versioning.retention;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The commits that are active, in pages from the store: the same each time it is walked. Each
 * iterator is for one thread.
 */
public final class ActiveCommits implements Iterable<Commit> {

  private static final int PAGE = 1_000;

  private final CommitStore commits;
  private final Repository repository;
  private final CommitIndex index;
  private final BitSet active;
  private final List<Commit> late;

  /**
   * @param active by their numbers
   * @param late those that are active and have none
   */
  ActiveCommits(
      CommitStore commits,
      Repository repository,
      CommitIndex index,
      BitSet active,
      Collection<Commit> late) {
    this.commits = commits;
    this.repository = repository;
    this.index = index;
    this.active = active;
    this.late = List.copyOf(late);
  }

  @Override
  public Iterator<Commit> iterator() {
    return new Walk();
  }

  private final class Walk implements Iterator<Commit> {

    private Iterator<Commit> ready = late.iterator();
    private List<Commit> page = commits.list(repository, null, PAGE);

    @Override
    public boolean hasNext() {
      while (!ready.hasNext() && !page.isEmpty()) {
        CommitId last = page.getLast().id();
        ready = activeOf(page).iterator();
        page = page.size() < PAGE ? List.of() : commits.list(repository, last, PAGE);
      }
      return ready.hasNext();
    }

    @Override
    public Commit next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }
  }

  private List<Commit> activeOf(List<Commit> page) {
    List<Commit> found = new ArrayList<>();
    for (Commit commit : page) {
      int number = index.find(commit.id());
      if (number >= 0 && active.get(number)) {
        found.add(commit);
      }
    }
    return found;
  }
}
