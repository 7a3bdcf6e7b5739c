package io.anabranch.server.repositories;

import io.anabranch.versioning.protection.BranchProtection;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A glob over the names of branches that are not to be written or committed to. */
@Serdeable(naming = SnakeCaseStrategy.class)
record BranchProtectionRule(@NotNull @Size(min = 1) String pattern) {

  static List<BranchProtectionRule> of(BranchProtection protection) {
    return protection.patterns().stream().map(BranchProtectionRule::new).toList();
  }
}
