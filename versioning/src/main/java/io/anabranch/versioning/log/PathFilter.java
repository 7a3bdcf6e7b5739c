package io.anabranch.versioning.log;

import io.anabranch.versioning.commit.AncestorReader;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.tree.Trees;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which commits changed given paths, by the ranges of the trees before and after: a range is
 * read only where the two differ around such a path.
 */
final class PathFilter {

  /**
   * The paths from one on, up to another one.
   *
   * @param to null for all that follow
   */
  private record Span(Key from, @Nullable Key to) {
    static Span ofObject(String path) {
      Key key = Names.path(path);
      return new Span(key, key.next());
    }

    static Span ofPrefix(String prefix) {
      Key key = Names.partOfPath(prefix);
      return new Span(key, key.afterPrefix());
    }
  }

  private final Repository repository;
  private final AncestorReader ancestors;
  private final Trees trees;
  private final List<Span> spans;

  PathFilter(
      Repository repository,
      AncestorReader ancestors,
      Trees trees,
      List<String> objects,
      List<String> prefixes) {
    this.repository = repository;
    this.ancestors = ancestors;
    this.trees = trees;
    this.spans =
        Stream.concat(objects.stream().map(Span::ofObject), prefixes.stream().map(Span::ofPrefix))
            .toList();
  }

  boolean matches(CommitNode commit) {
    if (spans.isEmpty()) {
      return true;
    }
    if (commit.parents().size() != 1) {
      return false;
    }
    MetaRangeId before = ancestors.parents(commit, List.of()).getFirst().metaRangeId();
    return spans.stream()
        .anyMatch(
            span ->
                trees.differ(
                    repository.location(), before, commit.metaRangeId(), span.from(), span.to()));
  }
}
