package io.anabranch.server.postgres;

/** What became of a change of who may do what. */
public enum AccessOutcome {
  DONE,
  /** There was nothing to change: it is so already, or the thing is not there. */
  NOTHING,
  /** What it refers to is not there. */
  MISSING,
  /** Nobody could administer users any more, so nothing has changed. */
  LAST_ADMINISTRATOR
}
