package io.anabranch.refs;

import io.anabranch.sdk.Polling;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A task that the server carries out: every one ends there, at the latest when its server dies. */
final class ServerTask {

  private ServerTask() {}

  /** Asks, less and less often, until it is over; its last status. */
  static <T> T await(Supplier<T> status, Predicate<T> isOver) {
    try {
      return Polling.PATIENT.until(isOver, status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefsException("interrupted; the server goes on", e);
    } catch (TimeoutException e) {
      throw new RefsException("the server did not end the task", e);
    }
  }
}
