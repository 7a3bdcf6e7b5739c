package io.anabranch.versioning.model;

import java.util.regex.Pattern;

/** The id of a commit: the SHA-256 of its identity, as 64 lower-case hex characters. */
public record CommitId(String value) implements Comparable<CommitId> {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public CommitId {
    if (!isCommitId(value)) {
      throw new IllegalArgumentException("not a commit id: " + value);
    }
  }

  public static boolean isCommitId(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(CommitId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
