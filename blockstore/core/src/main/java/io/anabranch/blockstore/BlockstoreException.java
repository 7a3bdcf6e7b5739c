package io.anabranch.blockstore;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a store did not do what was asked. Adapters translate what their store says at the place
 * where it is thrown, and nobody translates again before the caller of the port. Messages name the
 * object and say what to do; they hold no secret.
 */
public final class BlockstoreException extends RuntimeException {

  /** What the caller can do about it. */
  public enum Kind {
    /** There is no such object, or no such container: name another. */
    NOT_FOUND,
    /** A conditional write found an object there. */
    ALREADY_EXISTS,
    /** This store cannot hold an object at such an address: name another. */
    INVALID_ADDRESS,
    /** The object there is another one than was asked for: look again. */
    CHANGED,
    /** The range begins at or after the end of the object. */
    RANGE_NOT_SATISFIABLE,
    /** The content could not be read, ended early, or went on beyond its declared length. */
    BAD_CONTENT,
    /** The store has no such ability; see {@link Capabilities}. */
    UNSUPPORTED,
    /** The store refuses: credentials, permissions, a symbolic link on the way. */
    FORBIDDEN,
    /** The store is full, or a quota is. */
    NO_SPACE,
    /** The store asks for fewer requests, or a local limit is reached: come back later. */
    BUSY,
    /** The store does not answer, or not as it should; a change may have taken place or not. */
    UNAVAILABLE,
    /** What the store holds is not what was written: call the operator. */
    CORRUPT
  }

  private final Kind kind;
  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  /** A failure that repeating the call does not cure, unless it is BUSY or UNAVAILABLE. */
  public BlockstoreException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** As above. The cause is for the log only. */
  public BlockstoreException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, kind == Kind.BUSY || kind == Kind.UNAVAILABLE, message, cause);
  }

  public BlockstoreException(
      Kind kind, boolean retryable, String message, @Nullable Throwable cause) {
    this(kind, retryable, null, message, cause);
  }

  private BlockstoreException(
      Kind kind,
      boolean retryable,
      @Nullable Duration retryAfter,
      String message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /** The same failure of a store that says, or of which is known, when to come back. */
  public BlockstoreException withRetryAfter(Duration retryAfter) {
    return new BlockstoreException(kind, retryable, retryAfter, message(), this);
  }

  /** The same failure after as many attempts as are made: whoever is told need not repeat it. */
  public BlockstoreException withRetriesSpent(int attempts) {
    String message = attempts == 1 ? message() : message() + " (tried " + attempts + " times)";
    return new BlockstoreException(kind, false, retryAfter, message, this);
  }

  /** What happened; empty when nothing is known. */
  public String message() {
    return Optional.ofNullable(getMessage()).orElse("");
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the same call may succeed if it is repeated unchanged a little later. */
  public boolean retryable() {
    return retryable;
  }

  /** How long to wait at least before the call is repeated, where the store said so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
