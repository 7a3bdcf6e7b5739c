package io.anabranch.versioning.staging;

import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.ref.Branches;
import io.anabranch.versioning.staging.StagingStore.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the staged changes of a branch in pages, while others write and commit. Pages are small
 * after a seek and grow while the walk is sequential. Not for use by many threads.
 *
 * <p>Up to the change that {@link #peek} shows, the branch is as {@link #branch} says: its head and
 * the staged changes come from one snapshot. A later page may show another head.
 */
public final class StagedCursor {

  private static final int FIRST_PAGE = 64;
  private static final int LARGEST_PAGE = 1024;

  private final StagingStore store;
  private final Repository repository;
  private final String branchName;
  private final Key prefix;
  private Page page;
  private int index;
  private int limit = FIRST_PAGE;

  private StagedCursor(
      StagingStore store, Repository repository, String branchName, Key prefix, Page page) {
    this.store = store;
    this.repository = repository;
    this.branchName = branchName;
    this.prefix = prefix;
    this.page = page;
  }

  /**
   * Empty when the branch does not exist.
   *
   * @param prefix only changes of paths that start with it
   * @param from only changes from this path on
   */
  public static Optional<StagedCursor> open(
      StagingStore store, Repository repository, String branchName, Key prefix, Key from) {
    return store
        .page(repository, branchName, from, prefix, FIRST_PAGE)
        .map(page -> new StagedCursor(store, repository, branchName, prefix, page));
  }

  /** The next change, or null at the end. Throws NotFound when the branch has been deleted. */
  public @Nullable StagedChange peek() {
    while (index == page.changes().size() && !page.last()) {
      if (page.changes().isEmpty()) {
        throw new IllegalStateException("an empty page that is not the last");
      }
      limit = Math.min(2 * limit, LARGEST_PAGE);
      load(page.changes().getLast().path().next());
    }
    return index == page.changes().size() ? null : page.changes().get(index);
  }

  /** Goes past the change that {@link #peek} shows. */
  public void advance() {
    index++;
  }

  /** Skips changes of paths that are less than the target. Never moves backwards. */
  public void seek(Key target) {
    while (index < page.changes().size()
        && page.changes().get(index).path().compareTo(target) < 0) {
      index++;
    }
    if (index == page.changes().size() && !page.last()) {
      limit = FIRST_PAGE;
      load(target);
    }
  }

  public Branch branch() {
    return page.branch();
  }

  private void load(Key from) {
    page =
        store
            .page(repository, branchName, from, prefix, limit)
            .orElseThrow(() -> Branches.notFound(repository, branchName));
    index = 0;
  }
}
