package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.hooks.RefChange.Kind;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import java.util.Optional;

/** The tags of repositories. Safe for use by many threads. */
public final class Tags {

  private final RefStore store;
  private final Refs refs;
  private final CommitLookup commits;
  private final Hooks hooks;

  public Tags(RefStore store, Refs refs, CommitLookup commits, Hooks hooks) {
    this.store = store;
    this.refs = refs;
    this.commits = commits;
    this.hooks = hooks;
  }

  /**
   * Creates a tag; a tag never moves. Throws AlreadyExists when there is one of that name, Conflict
   * when a branch or a commit has it, NotFound or Invalid when the ref is no commit,
   * PreconditionFailed when a hook refuses it.
   *
   * @param ref a ref expression
   * @param user who asks for it
   */
  public Tag create(Repository repository, String name, String ref, String user) {
    refs.refuseCommitId(repository, "tag", Names.tag(name));
    Commit commit = refs.getCommit(repository, ref);
    Tag tag = new Tag(name, commit.id());
    if (store.findTag(repository, name).isPresent()) {
      throw exists(repository, name);
    }
    RefChange change = RefChange.of(Kind.CREATE_TAG, name, user, commit);
    String run = hooks.before(repository, change);
    insert(repository, tag, new Cause(Operation.CREATE, user, ref));
    hooks.after(repository, change, run);
    return tag;
  }

  private void insert(Repository repository, Tag tag, Cause cause) {
    String name = tag.name();
    switch (store.createTag(repository, tag, cause)) {
      case CREATED -> {}
      case EXISTS -> throw exists(repository, name);
      case TAKEN_BY_OTHER_KIND ->
          throw new FailureException(
              new Failure.Conflict(
                  "repository '%s' has a branch '%s': a tag cannot have the same name"
                      .formatted(repository.name(), name)));
      case REPOSITORY_GONE -> throw Branches.repositoryGone(repository);
    }
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

  /**
   * Throws NotFound when there is none, PreconditionFailed when a hook refuses it.
   *
   * @param user who asks for it
   */
  public void delete(Repository repository, String name, String user) {
    Commit commit = commits.referenced(repository, get(repository, name).commitId());
    RefChange change = RefChange.of(Kind.DELETE_TAG, name, user, commit);
    String run = hooks.before(repository, change);
    if (!store.deleteTag(repository, name, new Cause(Operation.DELETE, user, ""))) {
      throw notFound(repository, name);
    }
    hooks.after(repository, change, run);
  }

  private static FailureException exists(Repository repository, String name) {
    return new FailureException(
        new Failure.AlreadyExists(
            "tag '%s' exists already in repository '%s'".formatted(name, repository.name())));
  }

  private static FailureException notFound(Repository repository, String name) {
    return new FailureException(
        new Failure.NotFound("repository '%s' has no tag '%s'".formatted(repository.name(), name)));
  }
}
