package io.anabranch.versioning.log;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.tree.TreeDifference;
import io.anabranch.versioning.tree.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Tells which commits changed given paths. */
final class PathFilter {

  private record Pattern(Key path, boolean isPrefix) {
    boolean matches(Key other) {
      return isPrefix ? other.startsWith(path) : other.equals(path);
    }
  }

  private final Repository repository;
  private final CommitLookup commits;
  private final Trees trees;
  private final List<Pattern> patterns;

  PathFilter(
      Repository repository,
      CommitLookup commits,
      Trees trees,
      List<String> objects,
      List<String> prefixes) {
    this.repository = repository;
    this.commits = commits;
    this.trees = trees;
    this.patterns =
        Stream.concat(
                objects.stream().map(path -> new Pattern(Names.path(path), false)),
                prefixes.stream().map(path -> new Pattern(Names.partOfPath(path), true)))
            .sorted(Comparator.comparing(Pattern::path))
            .toList();
  }

  boolean matches(Commit commit) {
    if (patterns.isEmpty()) {
      return true;
    }
    if (commit.parents().size() != 1) {
      return false;
    }
    Commit parent = commits.referenced(repository, commit.parents().getFirst());
    return !parent.metaRangeId().equals(commit.metaRangeId()) && touches(parent, commit);
  }

  private boolean touches(Commit parent, Commit commit) {
    Cursor<TreeDifference> differences =
        trees.diff(repository.location(), parent.metaRangeId(), commit.metaRangeId());
    TreeDifference difference = null;
    for (Pattern pattern : patterns) {
      if (difference == null || difference.path().compareTo(pattern.path()) < 0) {
        differences.seek(pattern.path());
        difference = differences.next();
      }
      if (difference == null) {
        return false;
      }
      if (pattern.matches(difference.path())) {
        return true;
      }
    }
    return false;
  }
}
