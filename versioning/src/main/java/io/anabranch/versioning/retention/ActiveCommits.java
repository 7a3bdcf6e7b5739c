package io.anabranch.versioning.retention;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Repository;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The commits that are active, in pages from the store: the same each time it is walked. Each
 * iterator is for one thread.
 */
public final class ActiveCommits implements Iterable<Commit> {

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
    var all = Spliterators.spliteratorUnknownSize(commits.all(repository), 0);
    return Stream.concat(late.stream(), StreamSupport.stream(all, false).filter(this::isActive))
        .iterator();
  }

  private boolean isActive(Commit commit) {
    int number = index.find(commit.id());
    return number >= 0 && active.get(number);
  }
}
