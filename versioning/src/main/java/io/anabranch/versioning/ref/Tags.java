package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import java.util.Optional;

/** The tags of repositories. Safe for use by many threads. */
public final class Tags {

  private final RefStore store;
  private final Refs refs;

  public Tags(RefStore store, Refs refs) {
    this.store = store;
    this.refs = refs;
  }

  /**
   * Creates a tag; a tag never moves. Throws AlreadyExists when there is one of that name, Conflict
   * when a branch or a commit has it, NotFound or Invalid when the ref is no commit.
   *
   * @param ref a ref expression
   */
  public Tag create(Repository repository, String name, String ref) {
    refs.refuseCommitId(repository, "tag", Names.tag(name));
    Tag tag = new Tag(name, refs.getCommitId(repository, ref));
    return switch (store.createTag(repository, tag)) {
      case CREATED -> tag;
      case EXISTS ->
          throw new FailureException(
              new Failure.AlreadyExists(
                  "tag '%s' exists already in repository '%s'".formatted(name, repository.name())));
      case TAKEN_BY_OTHER_KIND ->
          throw new FailureException(
              new Failure.Conflict(
                  "repository '%s' has a branch '%s': a tag cannot have the same name"
                      .formatted(repository.name(), name)));
      case REPOSITORY_GONE -> throw Branches.repositoryGone(repository);
    };
  }

  public Tag get(Repository repository, String name) {
    return find(repository, name).orElseThrow(() -> notFound(repository, name));
  }

  public Optional<Tag> find(Repository repository, String name) {
    return store.findTag(repository, Names.tag(name));
  }

  /** Tags by name, ascending. */
  public Page<Tag> list(Repository repository, String prefix, String after, int amount) {
    return Page.read(
        amount,
        limit -> {
          Names.partOfPath(prefix);
          Names.partOfPath(after);
          return store.listTags(repository, prefix, after, limit);
        });
  }

  public void delete(Repository repository, String name) {
    if (!store.deleteTag(repository, Names.tag(name))) {
      throw notFound(repository, name);
    }
  }

  private static FailureException notFound(Repository repository, String name) {
    return new FailureException(
        new Failure.NotFound("repository '%s' has no tag '%s'".formatted(repository.name(), name)));
  }
}
