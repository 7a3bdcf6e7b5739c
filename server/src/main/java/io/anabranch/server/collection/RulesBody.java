package io.anabranch.server.collection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.retention.RetentionRules;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long commits are kept after others have taken their places. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RulesBody(
    @NotNull Integer defaultRetentionDays,
    @NotNull @JsonProperty(value = "branches", required = true)
        List<@NotNull @Valid BranchRule> branches) {

  private static final int MAX_BRANCHES = 10_000;

  @Serdeable(naming = SnakeCaseStrategy.class)
  record BranchRule(@NotNull String branchId, @NotNull Integer retentionDays) {}

  static RulesBody of(RetentionRules rules) {
    return new RulesBody(
        rules.defaultDays(),
        rules.branchDays().entrySet().stream()
            .map(rule -> new BranchRule(rule.getKey(), rule.getValue()))
            .toList());
  }

  /** Throws Invalid when they contradict each other or are too many. */
  RetentionRules rules() {
    if (branches.size() > MAX_BRANCHES) {
      throw invalid(
          "there are at most %d rules for branches, not %d"
              .formatted(MAX_BRANCHES, branches.size()));
    }
    SortedMap<String, Integer> days = new TreeMap<>();
    for (BranchRule rule : branches) {
      if (days.put(Names.branch(rule.branchId()), rule.retentionDays()) != null) {
        throw invalid("there are two rules for branch '%s': keep one".formatted(rule.branchId()));
      }
    }
    return new RetentionRules(defaultRetentionDays, days);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
