package io.anabranch.server.actions.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What actions can be bound to. Those that come before something can keep it from happening. */
public enum EventType {
  PREPARE_COMMIT,
  PRE_COMMIT,
  POST_COMMIT,
  PRE_MERGE,
  POST_MERGE,
  PRE_CREATE_TAG,
  POST_CREATE_TAG,
  PRE_DELETE_TAG,
  POST_DELETE_TAG,
  PRE_CREATE_BRANCH,
  POST_CREATE_BRANCH,
  PRE_DELETE_BRANCH,
  POST_DELETE_BRANCH,
  PRE_REVERT,
  POST_REVERT,
  PRE_CHERRY_PICK,
  POST_CHERRY_PICK;

  public static Optional<EventType> find(String text) {
    return Arrays.stream(values()).filter(event -> event.text().equals(text)).findFirst();
  }

  /** As it is written in files and told to hooks. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean isOfTag() {
    return name().endsWith("_TAG");
  }

  /** Whether it comes after what it is about. */
  public boolean isPost() {
    return name().startsWith("POST_");
  }
}
