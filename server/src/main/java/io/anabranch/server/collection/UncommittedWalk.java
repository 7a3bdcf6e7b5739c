package io.anabranch.server.collection;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.PagedIterator;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.retention.UncommittedEntries;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call's way over the branches of a repository, hidden ones too. Not for use by many threads.
 */
final class UncommittedWalk {

  private final VersioningEngine engine;
  private final Repository repository;
  private final String run;
  private final Function<Entry, Optional<String>> address;
  private final Predicate<AddressFile> isOver;
  private final AddressFile file = new AddressFile();

  /**
   * @param address of an entry, to be listed; empty when it is nothing that is collected
   * @param isOver whether to stop; asked after each change and before each branch
   */
  UncommittedWalk(
      VersioningEngine engine,
      Repository repository,
      String run,
      Function<Entry, Optional<String>> address,
      Predicate<AddressFile> isOver) {
    this.engine = engine;
    this.repository = repository;
    this.run = run;
    this.address = address;
    this.isOver = isOver;
  }

  AddressFile file() {
    return file;
  }

  /** From the first branch on. Where it stopped; null at the end. */
  @Nullable Mark begin() {
    return branchesAfter("");
  }

  /** From where an earlier call stopped. */
  @Nullable Mark resume(Mark mark) {
    Mark stop = branch(mark.branch(), mark.from());
    return stop == null ? branchesAfter(mark.branch()) : stop;
  }

  private @Nullable Mark branchesAfter(String name) {
    var branches =
        new PagedIterator<Branch>(
            (last, limit) ->
                engine
                    .branches()
                    .list(repository, "", last == null ? name : last.name(), limit, true)
                    .items());
    while (branches.hasNext()) {
      String branch = branches.next().name();
      Mark stop = isOver.test(file) ? new Mark(run, branch, "") : branch(branch, Key.EMPTY);
      if (stop != null) {
        return stop;
      }
    }
    return null;
  }

  /** One that is deleted meanwhile has nothing to keep any more. */
  private @Nullable Mark branch(String name, Key from) {
    try {
      return entries(name, engine.uncommittedEntries().open(repository, name, from));
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.NotFound
          && engine.branches().find(repository, name).isEmpty()) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable Mark entries(String branch, UncommittedEntries.Walk entries) {
    EntryRecord record = entries.next();
    while (record != null) {
      Entry entry = record.entry();
      address.apply(entry).ifPresent(found -> file.add(found, entry.lastModified()));
      if (isOver.test(file)) {
        return new Mark(run, branch, record.path().toString());
      }
      record = entries.next();
    }
    return null;
  }
}
