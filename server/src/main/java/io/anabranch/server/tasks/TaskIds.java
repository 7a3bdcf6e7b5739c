package io.anabranch.server.tasks;

import java.security.SecureRandom;

/** Makes ids that nobody guesses: the kind's prefix and 120 random bits. */
final class TaskIds {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  private static final int LENGTH = 20;

  private final SecureRandom random = new SecureRandom();

  String next(TaskKind kind) {
    StringBuilder id = new StringBuilder(kind.prefix());
    random.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
    return id.toString();
  }
}
