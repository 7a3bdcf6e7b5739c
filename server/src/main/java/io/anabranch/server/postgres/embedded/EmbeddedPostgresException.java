package io.anabranch.server.postgres.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded database cannot be started. The message is for the operator: it names the directory
 * and says what to do.
 */
public final class EmbeddedPostgresException extends RuntimeException {

  EmbeddedPostgresException(String message) {
    this(message, null);
  }

  EmbeddedPostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
