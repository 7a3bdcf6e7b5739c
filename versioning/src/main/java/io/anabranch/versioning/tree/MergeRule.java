package io.anabranch.versioning.tree;

/** What a merge does with a path that both sides changed differently. */
public enum MergeRule {
  FAIL_ON_CONFLICT,
  SOURCE_WINS,
  DESTINATION_WINS
}
