package io.anabranch.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns credentials into users. What was read from the database is remembered for a short time, so
 * that a warm request costs no round trip; a deleted key therefore works on for at most that time.
 * Safe for use by many threads.
 */
public final class Authenticator {

  /** Where users and their keys are kept. Calls block. */
  public interface Accounts {

    /** The user an access key belongs to and its secret in the clear. */
    Optional<KnownKey> findKey(String accessKeyId);

    Optional<User> findUser(String userId);
  }

  /** A key as the database knows it. */
  public record KnownKey(User user, String secret) {
    @Override
    public String toString() {
      return "KnownKey[user=" + user + ", secret=***]";
    }
  }

  private final Accounts accounts;
  private final Sessions sessions;
  private final Cache<String, KnownKey> keys;
  private final Cache<String, User> users;

  public Authenticator(Accounts accounts, Sessions sessions, int cacheSize, Duration cacheTtl) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.keys = Caffeine.newBuilder().maximumSize(cacheSize).expireAfterWrite(cacheTtl).build();
    this.users = Caffeine.newBuilder().maximumSize(cacheSize).expireAfterWrite(cacheTtl).build();
  }

  /** Whether {@link #user} will answer for these credentials without a round trip. */
  boolean isWarm(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Key key -> keys.getIfPresent(key.accessKeyId()) != null;
      case Credentials.Token _ -> false;
    };
  }

  /** The user these credentials prove, or empty. May block on the database. */
  public Optional<User> user(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Key key -> userOfKey(key);
      case Credentials.Token token -> sessions.verify(token.jwt()).map(this::userById);
    };
  }

  private Optional<User> userOfKey(Credentials.Key given) {
    if (given.accessKeyId().indexOf('\0') >= 0) {
      // The database cannot be asked for it; no key has such an id.
      return Optional.empty();
    }
    KnownKey known = keys.get(given.accessKeyId(), id -> accounts.findKey(id).orElse(null));
    return known != null && equalInConstantTime(known.secret(), given.secret())
        ? Optional.of(known.user())
        : Optional.empty();
  }

  private @Nullable User userById(String userId) {
    return users.get(userId, id -> accounts.findUser(id).orElse(null));
  }

  private static boolean equalInConstantTime(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
  }
}
