package io.anabranch.versioning.diff;

/** What a diff of two refs compares. */
public enum DiffMode {
  /** The left tree with the right tree. */
  TWO_DOT,
  /** What the right side has changed since the merge base of the two. */
  THREE_DOT
}
