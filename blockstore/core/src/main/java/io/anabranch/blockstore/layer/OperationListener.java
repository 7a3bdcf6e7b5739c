package io.anabranch.blockstore.layer;

import io.anabranch.blockstore.BlockstoreException;
import java.util.Locale;
import java.util.Optional;

/** Hears of every operation on a store when it ends. Safe for use by many threads. */
public interface OperationListener {

  /** In nanoseconds, from an arbitrary origin. */
  long now();

  /**
   * @param operation as {@link io.anabranch.blockstore.layer.metering.MeteredBlockstore} names it
   * @param started by {@link #now}
   */
  void ended(String operation, Ending ending, long started);

  /** Bytes were read from a content that is written to the store. */
  void bytesIn(long count);

  /** Bytes were read from an object. */
  void bytesOut(long count);

  /**
   * How an operation ended.
   *
   * @param outcome {@code ok}, {@code abandoned}, the kind of the failure in lower case, or {@code
   *     error} for anything else
   */
  record Ending(String outcome, Optional<Throwable> failure) {

    public static final Ending OK = new Ending("ok", Optional.empty());

    /** By the caller, before its end. */
    public static final Ending ABANDONED = new Ending("abandoned", Optional.empty());

    public static Ending of(Throwable failure) {
      String outcome =
          failure instanceof BlockstoreException e
              ? e.kind().name().toLowerCase(Locale.ROOT)
              : "error";
      return new Ending(outcome, Optional.of(failure));
    }
  }
}
