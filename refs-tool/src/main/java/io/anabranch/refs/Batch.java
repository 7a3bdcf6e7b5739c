package io.anabranch.refs;

import io.anabranch.sdk.AnabranchException;
import java.io.IOException;
import java.util.List;

/** Does one thing for each of several, and goes on with the others when it fails for one. */
final class Batch {

  private static final int OK = 0;
  private static final int FAILED = 1;

  private final Session session;
  private final String operation;

  /**
   * @param operation its name, for people
   */
  Batch(Session session, String operation) {
    this.session = session;
    this.operation = operation;
  }

  @FunctionalInterface
  interface Step<T> {
    void take(T item) throws IOException;
  }

  /** The exit status: 0 if it went well for all, else 1. */
  <T> int run(List<T> items, Step<T> step) {
    long failed = items.stream().filter(item -> !isTaken(item, step)).count();
    if (failed > 0) {
      session.complain(
          "Operation '%s' failed for %d of %d.".formatted(operation, failed, items.size()));
      return FAILED;
    }
    session.say("Operation '%s' completed successfully.".formatted(operation));
    return OK;
  }

  private <T> boolean isTaken(T item, Step<T> step) {
    try {
      step.take(item);
      return true;
    } catch (AnabranchException | RefsException e) {
      session.complain("%s: %s".formatted(item, e.getMessage()));
    } catch (IOException e) {
      // The message of many is nothing but a file's name.
      session.complain("%s: %s".formatted(item, e));
    }
    return false;
  }
}
