package io.anabranch.versioning.history;

import java.util.Locale;

/** What a move is of. A repository has no commit: it is created, and deleted with all its refs. */
public enum RefKind {
  REPOSITORY,
  BRANCH,
  TAG;

  /** As it is recorded and shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static RefKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
