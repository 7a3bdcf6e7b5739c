package io.anabranch.server.repositories;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.protection.BranchProtection;
import io.anabranch.versioning.ref.Names;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes the rules that protect branches. A change holds on this server on return, on
 * others within the few seconds that they remember a repository. Safe for use by many threads.
 */
@Singleton
final class BranchProtections {

  private static final int MAX_RULES = 1_000;
  private static final int MAX_ATTEMPTS = 10;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Repositories repositories;
  private final RepositoryTable table;

  BranchProtections(Repositories repositories, RepositoryTable table) {
    this.repositories = repositories;
    this.table = table;
  }

  /** As they are now, not as they are remembered. */
  BranchProtection get(String repository) {
    return repositories.getFresh(repository).protection();
  }

  /** What a client shows to change just these rules; empty when there are none. */
  static String etag(BranchProtection protection) {
    if (protection.patterns().isEmpty()) {
      return "";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String pattern : protection.patterns()) {
        digest.update(pattern.getBytes(UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Replaces all rules.
   *
   * @param ifMatch the etag that the rules must have, empty for no rules; null for any
   */
  void set(String repository, List<String> patterns, @Nullable String ifMatch) {
    var wanted = protection(patterns);
    change(
        repository,
        current -> {
          if (ifMatch != null && !ifMatch.equals(etag(current))) {
            throw new FailureException(
                new Failure.PreconditionFailed(
                    "the branch protection of repository '%s' is not as If-Match says: read it again"
                        .formatted(repository)));
          }
          return wanted;
        });
  }

  void add(String repository, String pattern) {
    change(
        repository,
        current -> {
          if (current.patterns().contains(pattern)) {
            throw new FailureException(
                new Failure.AlreadyExists(
                    "repository '%s' protects '%s' already".formatted(repository, pattern)));
          }
          List<String> patterns = new ArrayList<>(current.patterns());
          patterns.add(pattern);
          return protection(patterns);
        });
  }

  void remove(String repository, String pattern) {
    change(
        repository,
        current -> {
          List<String> patterns = new ArrayList<>(current.patterns());
          if (!patterns.remove(pattern)) {
            throw new FailureException(
                new Failure.NotFound(
                    "repository '%s' has no rule that protects '%s'"
                        .formatted(repository, pattern)));
          }
          return new BranchProtection(patterns);
        });
  }

  private void change(String name, UnaryOperator<BranchProtection> edit) {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      Repository current = repositories.getFresh(name);
      if (table.setProtection(current, current.protection(), edit.apply(current.protection()))) {
        repositories.forget(current);
        return;
      }
    }
    throw new FailureException(
        new Failure.Busy(
            "others change the branch protection of repository '%s': try again later"
                .formatted(name),
            RETRY_AFTER));
  }

  private static BranchProtection protection(List<String> patterns) {
    if (patterns.size() > MAX_RULES) {
      throw new FailureException(
          new Failure.Invalid(
              "a repository has at most %d branch protection rules, not %d"
                  .formatted(MAX_RULES, patterns.size())));
    }
    patterns.forEach(Names::branchPattern);
    return new BranchProtection(patterns);
  }
}
