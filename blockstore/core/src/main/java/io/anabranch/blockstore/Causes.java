package io.anabranch.blockstore;

import java.util.Optional;

/** Looks for what is behind an exception, for adapters whose library wraps them. */
public final class Causes {

  private Causes() {}

  /** The outermost of a type, the exception itself included. */
  public static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }

  public static boolean has(Throwable e, Class<? extends Throwable> type) {
    return find(e, type).isPresent();
  }
}
