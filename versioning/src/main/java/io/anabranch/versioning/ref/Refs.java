package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.RefExpression.Modifier;
import io.anabranch.versioning.ref.ResolvedRef.BranchWithStaged;
import io.anabranch.versioning.ref.ResolvedRef.Committed;
import java.util.List;

/**
 * Resolves ref expressions. Throws NotFound when the name or an ancestor does not exist, Invalid
 * when the expression is malformed or asks for what the thing named does not have. Safe for use by
 * many threads.
 */
public final class Refs {

  private final RefStore store;
  private final CommitLookup commits;
  private final PastHeads past;

  public Refs(RefStore store, CommitLookup commits, PastHeads past) {
    this.store = store;
    this.commits = commits;
    this.past = past;
  }

  public ResolvedRef get(Repository repository, String expression) {
    RefExpression parsed = RefExpression.parse(expression);
    return past.find(repository, parsed, expression)
        .<ResolvedRef>map(
            head -> new Committed(walk(repository, head, parsed.modifiers(), expression)))
        .orElseGet(() -> getPresent(repository, parsed, expression));
  }

  private ResolvedRef getPresent(Repository repository, RefExpression parsed, String expression) {
    ResolvedRef named = named(repository, parsed.name(), expression);
    List<Modifier> modifiers = parsed.modifiers();
    if (modifiers.isEmpty()) {
      return named;
    }
    return switch (modifiers.getFirst()) {
      case Modifier.Head _ -> new Committed(branchOf(named, expression).commitId());
      case Modifier.Staged _ -> new BranchWithStaged(branchOf(named, expression).branch(), true);
      case Modifier.Ancestor _, Modifier.Parent _, Modifier.At _, Modifier.Prior _ ->
          new Committed(walk(repository, named.commitId(), modifiers, expression));
    };
  }

  /** The commit that the expression stands for. Throws Invalid for a branch with {@code $}. */
  public CommitId getCommitId(Repository repository, String expression) {
    return switch (get(repository, expression)) {
      case Committed(CommitId id) -> id;
      case BranchWithStaged branch when !branch.explicit() -> branch.commitId();
      case BranchWithStaged _ ->
          throw new FailureException(
              new Failure.Invalid(
                  "'%s' names staged changes, and a commit is needed here: leave out the $"
                      .formatted(expression)));
    };
  }

  /** The record of the commit that the expression stands for. */
  public Commit getCommit(Repository repository, String expression) {
    return commits.referenced(repository, getCommitId(repository, expression));
  }

  /** A new branch or tag whose name is a whole commit id would hide that commit. */
  void refuseCommitId(Repository repository, String kind, String name) {
    if (CommitId.isCommitId(name) && commits.find(repository, new CommitId(name)).isPresent()) {
      throw new FailureException(
          new Failure.Conflict(
              "repository '%s' has a commit %s: a %s cannot have the same name"
                  .formatted(repository.name(), name, kind)));
    }
  }

  private ResolvedRef named(Repository repository, String name, String expression) {
    return switch (store
        .findRef(repository, name)
        .orElseThrow(() -> notFound(repository, name, expression))) {
      case RefStore.NamedRef.OfBranch branch -> new BranchWithStaged(branch.branch(), false);
      case RefStore.NamedRef.OfTag tag -> new Committed(tag.tag().commitId());
      case RefStore.NamedRef.OfCommit commit -> new Committed(commit.commitId());
    };
  }

  private static BranchWithStaged branchOf(ResolvedRef named, String expression) {
    if (named instanceof BranchWithStaged branch) {
      return branch;
    }
    throw new FailureException(
        new Failure.Invalid("'%s': only a branch takes @ or $".formatted(expression)));
  }

  private CommitId walk(
      Repository repository, CommitId start, List<Modifier> modifiers, String expression) {
    CommitId id = start;
    for (Modifier modifier : modifiers) {
      id =
          switch (modifier) {
            case Modifier.Ancestor(int steps) -> ancestor(repository, id, steps, expression);
            case Modifier.Parent(int number) -> parent(repository, id, number, expression);
            // What these stand for is where the walk begins.
            case Modifier.Head _, Modifier.Staged _, Modifier.At _, Modifier.Prior _ -> id;
          };
    }
    return id;
  }

  private CommitId ancestor(Repository repository, CommitId start, int steps, String expression) {
    CommitId id = start;
    for (int i = 0; i < steps; i++) {
      List<CommitId> parents = commits.referenced(repository, id).mainLineFirst();
      if (parents.isEmpty()) {
        throw notFound(repository, expression, expression);
      }
      id = parents.getFirst();
    }
    return id;
  }

  private CommitId parent(Repository repository, CommitId id, int number, String expression) {
    if (number == 0) {
      return id;
    }
    List<CommitId> parents = commits.referenced(repository, id).mainLineFirst();
    if (number > parents.size()) {
      throw new FailureException(
          new Failure.Invalid(
              "'%s': commit %s has no parent %d; its parents are %d in number"
                  .formatted(expression, id, number, parents.size())));
    }
    return parents.get(number - 1);
  }

  private static FailureException notFound(Repository repository, String name, String expression) {
    String of = name.equals(expression) ? "" : " (in '" + expression + "')";
    return new FailureException(
        new Failure.NotFound(
            "repository '%s' has no branch, tag or commit '%s'%s"
                .formatted(repository.name(), name, of)));
  }
}
