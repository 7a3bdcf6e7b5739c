package io.anabranch.versioning.history;

import java.util.Locale;

/** What was done that moved a ref. */
public enum Operation {
  /** It was there before moves were recorded. */
  FOUND,
  CREATE,
  COMMIT,
  MERGE,
  REVERT,
  CHERRY_PICK,
  IMPORT,
  /** The head was set to a commit that was there already. */
  RESET,
  /** It came with a dump, into a bare repository. */
  RESTORE,
  DELETE;

  /** As it is recorded and shown, such as {@code cherry-pick}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Operation of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
