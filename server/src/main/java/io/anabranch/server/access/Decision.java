package io.anabranch.server.access;

/** What policies say to a question. */
public sealed interface Decision {

  /**
   * @param policy one that allows it
   */
  record Allowed(String policy) implements Decision {}

  /**
   * @param policy one that denies it, whatever others allow
   */
  record Denied(String policy) implements Decision {}

  /** No policy speaks of it. */
  record NotAllowed() implements Decision {}

  default boolean isAllowed() {
    return this instanceof Allowed;
  }
}
