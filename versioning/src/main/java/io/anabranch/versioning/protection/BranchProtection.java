package io.anabranch.versioning.protection;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * The rules that protect branches of a repository. Immutable.
 *
 * @param patterns {@link Glob globs} over names of branches, each once; empty when nothing is
 *     protected. One that is no glob is kept and protects nothing.
 */
public record BranchProtection(List<String> patterns) {

  public static final BranchProtection NONE = new BranchProtection(List.of());

  public BranchProtection {
    patterns = List.copyOf(new LinkedHashSet<>(patterns));
  }

  public boolean protects(String branch) {
    return patterns.stream()
        .anyMatch(pattern -> Glob.parse(pattern).filter(glob -> glob.matches(branch)).isPresent());
  }
}
