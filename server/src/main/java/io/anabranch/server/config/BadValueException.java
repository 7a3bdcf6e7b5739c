package io.anabranch.server.config;

/** A value does not fit its key. The problem completes the sentence "key: …". */
final class BadValueException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;

  BadValueException(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
