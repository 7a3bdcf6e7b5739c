package io.anabranch.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.trail.Presented;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns credentials into users. What was read from the database is remembered for a short time, so
 * that a warm request costs no round trip, and read anew as soon as accounts change. Safe for use
 * by many threads.
 */
public final class Authenticator {

  /** Where users and their keys are kept. Calls block. */
  public interface Accounts {

    /** The user an access key belongs to and its secret in the clear. */
    Optional<KnownKey> findKey(String accessKeyId);

    /** The user of a session that was not ended early. */
    Optional<User> findUser(Sessions.Session session);

    /** Whoever comes for the first time becomes a user. */
    User user(Identity identity);
  }

  /**
   * A key as the database knows it.
   *
   * @param expires null for one without an end
   */
  public record KnownKey(User user, String secret, @Nullable Instant expires) {
    @Override
    public String toString() {
      return "KnownKey[user=" + user + ", secret=***]";
    }
  }

  /** A user, and what proved it. */
  public record SignedOn(User user, Presented how) {}

  private final Accounts accounts;
  private final Sessions sessions;
  private final IdentityProvider provider;
  private final KeyUses uses;
  private final Remembered<KnownKey> keys;
  private final Remembered<User> users;

  public Authenticator(
      Accounts accounts,
      Sessions sessions,
      IdentityProvider provider,
      KeyUses uses,
      AccountChanges changes,
      int cacheSize,
      Duration cacheTtl) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.provider = provider;
    this.uses = uses;
    this.keys = new Remembered<>(changes, cacheSize, _ -> 1, cacheTtl);
    this.users = new Remembered<>(changes, cacheSize, _ -> 1, cacheTtl);
  }

  /**
   * The user that {@link #signOn} will answer for these credentials, if they are right, without a
   * round trip; they are not checked here.
   */
  Optional<User> findWarm(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Key key -> keys.findWarm(key.accessKeyId()).map(KnownKey::user);
      case Credentials.Token _ -> Optional.empty();
    };
  }

  /**
   * Whom these credentials prove, or empty. May block on the database.
   *
   * @throws FailureException Unauthenticated when they are right but have ended
   */
  public Optional<SignedOn> signOn(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Key key ->
          findSigner(key.accessKeyId(), secret -> equalInConstantTime(secret, key.secret()))
              .map(user -> new SignedOn(user, credentials.presented()));
      case Credentials.Token token -> ofToken(token.jwt());
    };
  }

  /**
   * The user of an access key, if its secret is proven. May block on the database.
   *
   * @param proof hears the secret; must compare in constant time
   * @throws FailureException Unauthenticated when it is proven but the key has ended
   */
  Optional<User> findSigner(String accessKeyId, Predicate<String> proof) {
    if (accessKeyId.indexOf('\0') >= 0) {
      // The database cannot be asked for it; no key has such an id.
      return Optional.empty();
    }
    return keys.find(accessKeyId, accounts::findKey)
        .filter(known -> proof.test(known.secret()))
        .map(known -> use(accessKeyId, known));
  }

  /** Whoever does not have its secret is not told that a key has ended. */
  private User use(String accessKeyId, KnownKey known) {
    Instant expires = known.expires();
    if (expires != null && !sessions.now().isBefore(expires)) {
      throw new FailureException(
          new Failure.Unauthenticated(
              "access key %s has ended on %s: sign on with another one, or have one made"
                  .formatted(accessKeyId, expires)));
    }
    uses.used(accessKeyId);
    return known.user();
  }

  private Optional<SignedOn> ofToken(String jwt) {
    var session = sessions.verify(jwt);
    return session.isPresent() ? session.flatMap(this::of) : provider.verify(jwt).flatMap(this::of);
  }

  private Optional<SignedOn> of(Identity identity) {
    String principal = identity.principal();
    return users
        .find(principal, _ -> Optional.of(accounts.user(identity)))
        .map(user -> new SignedOn(user, new Presented(Presented.Kind.PROVIDER, principal)));
  }

  /** By the session's id: it is of one user for ever. */
  private Optional<SignedOn> of(Sessions.Session session) {
    String id = session.id().toString();
    return users
        .find(id, _ -> accounts.findUser(session))
        .map(user -> new SignedOn(user, new Presented(Presented.Kind.SESSION, id)));
  }

  private static boolean equalInConstantTime(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
  }
}
