package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.history.RefHistory;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.RefExpression.Modifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the heads of branches were: {@code @{time}} and {@code @{N}}. Branches that are deleted had
 * heads too. Safe for use by many threads.
 */
public final class PastHeads {

  private final RefHistory history;
  private final InstantSource clock;

  /**
   * @param clock tells when it is now, for times relative to that
   */
  public PastHeads(RefHistory history, InstantSource clock) {
    this.history = history;
    this.clock = clock;
  }

  /**
   * The head that an expression asks for; empty when it asks for none of the past. Throws NotFound
   * when the branch did not exist then, or nobody remembers.
   */
  Optional<CommitId> find(Repository repository, RefExpression parsed, String expression) {
    if (parsed.modifiers().isEmpty()) {
      return Optional.empty();
    }
    return switch (parsed.modifiers().getFirst()) {
      case Modifier.At(Moment moment) ->
          Optional.of(at(repository, parsed.name(), moment.at(clock.instant()), expression));
      case Modifier.Prior(int moves) ->
          Optional.of(prior(repository, parsed.name(), moves, expression));
      case Modifier.Ancestor _, Modifier.Parent _, Modifier.Head _, Modifier.Staged _ ->
          Optional.empty();
    };
  }

  private CommitId at(Repository repository, String branch, Instant time, String expression) {
    RefMove move =
        history
            .findLast(repository, branch, time)
            .orElseThrow(() -> unknown(repository, branch, expression));
    if (move.after() == null) {
      throw notFound(
          "'%s': branch '%s' of repository '%s' did not exist then, it was deleted at %s"
              .formatted(expression, branch, repository.name(), move.time()));
    }
    return move.after();
  }

  /** As in git, the first move that is remembered also tells what was before it. */
  private CommitId prior(Repository repository, String branch, int moves, String expression) {
    Optional<RefMove> move = history.findPrior(repository, branch, moves);
    CommitId head =
        move.isPresent() || moves == 0
            ? move.map(RefMove::after).orElse(null)
            : history.findPrior(repository, branch, moves - 1).map(RefMove::before).orElse(null);
    if (head != null) {
      return head;
    }
    if (move.isPresent()) {
      throw notFound(
          "'%s': that move of branch '%s' of repository '%s' deleted it, at %s"
              .formatted(expression, branch, repository.name(), move.get().time()));
    }
    throw unknown(repository, branch, expression);
  }

  private FailureException unknown(Repository repository, String branch, String expression) {
    return history
        .findOldest(repository, branch)
        .map(
            oldest ->
                notFound(
                    "'%s': what is known of branch '%s' of repository '%s' begins at %s (%s)"
                        .formatted(
                            expression,
                            branch,
                            repository.name(),
                            oldest.time(),
                            oldest.cause().operation().text())))
        .orElseGet(
            () ->
                notFound(
                    ("'%s': nothing is known of a branch '%s' of repository '%s', and only branches"
                            + " take @{…}")
                        .formatted(expression, branch, repository.name())));
  }

  private static FailureException notFound(String message) {
    return new FailureException(new Failure.NotFound(message));
  }
}
