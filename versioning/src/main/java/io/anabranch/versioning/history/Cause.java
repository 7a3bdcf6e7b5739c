package io.anabranch.versioning.history;

import io.anabranch.versioning.model.Commit;

/**
 * Why a ref moved.
 *
 * @param user who asked for it
 * @param message of what was committed, or what the ref was set to; cut after 500 characters
 */
public record Cause(Operation operation, String user, String message) {

  private static final int MAX_MESSAGE = 500;

  public Cause {
    message = cut(message);
  }

  /** A commit came onto a branch, by its committer. */
  public static Cause of(Operation operation, Commit commit) {
    return new Cause(operation, commit.committer(), commit.message());
  }

  /** Never between the halves of a surrogate pair: the database could not keep one. */
  private static String cut(String message) {
    if (message.length() <= MAX_MESSAGE) {
      return message;
    }
    boolean splits = Character.isHighSurrogate(message.charAt(MAX_MESSAGE - 1));
    return message.substring(0, splits ? MAX_MESSAGE - 1 : MAX_MESSAGE);
  }
}
