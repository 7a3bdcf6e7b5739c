package io.anabranch.server.stores;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.function.Supplier;

/** The one place that says what a store's failure means to whoever asked. */
public final class StoreFailures {

  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);
  private static final Duration UNAVAILABLE_RETRY = Duration.ofSeconds(5);

  private StoreFailures() {}

  /** Runs a call to a store and translates its failure. */
  public static <T> T translating(Store store, Supplier<T> call) {
    try {
      return call.get();
    } catch (BlockstoreException e) {
      throw translate(store, e);
    }
  }

  /**
   * A range beyond the end means that the object is shorter than recorded: ranges that a client
   * asks for are held against the recorded size before the store is asked.
   */
  public static FailureException translate(Store store, BlockstoreException e) {
    String what = naming(store, e.message());
    Failure failure =
        switch (e.kind()) {
          case NOT_FOUND ->
              new Failure.Gone(what + "; check whether it was deleted from the store itself");
          case ALREADY_EXISTS -> new Failure.AlreadyExists(what);
          case INVALID_ADDRESS, BAD_CONTENT -> new Failure.Invalid(what);
          case CHANGED ->
              new Failure.PreconditionFailed(what + "; import it again to take what is there now");
          case RANGE_NOT_SATISFIABLE ->
              new Failure.Corrupt(
                  what + "; the object is shorter than recorded: it was changed in the store");
          case UNSUPPORTED -> new Failure.Unsupported(what);
          case FORBIDDEN ->
              new Failure.Unavailable(
                  what + "; check the store's credentials and permissions", UNAVAILABLE_RETRY);
          case NO_SPACE ->
              new Failure.Unavailable(
                  what + "; make room on the store or raise its quota", UNAVAILABLE_RETRY);
          case BUSY -> new Failure.Busy(what, e.retryAfter().orElse(BUSY_RETRY));
          case UNAVAILABLE ->
              new Failure.Unavailable(
                  what + "; check that the store is up and can be reached",
                  e.retryAfter().orElse(UNAVAILABLE_RETRY));
          case CORRUPT -> new Failure.Corrupt(what);
        };
    return new FailureException(failure, e);
  }

  /** Adapters do not know what their store is called; the layers do, and say so themselves. */
  private static String naming(Store store, String message) {
    return message.startsWith(store.label()) ? message : store.label() + ": " + message;
  }
}
