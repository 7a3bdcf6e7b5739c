package io.anabranch.server.auth;

import io.anabranch.server.access.Circumstances;
import io.anabranch.server.access.Policy;
import io.anabranch.server.access.Rights;
import io.anabranch.server.trail.Trail;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes callers of users: reads what policies they have, and remembers it. Safe for use by many
 * threads.
 */
public final class Callers {

  /** All policies of a user, through groups too, at one moment. Blocks. */
  @FunctionalInterface
  public interface Policies {
    List<Policy> of(String userId);
  }

  /**
   * A user has some tens of rules; this many each are room for many users, or for a few with a lot.
   */
  private static final int RULES_OF_A_USER = 1_000;

  private final Policies policies;
  private final Remembered<Rights> rights;

  public Callers(Policies policies, AccountChanges changes, int cacheSize, Duration cacheTtl) {
    this.policies = policies;
    this.rights =
        new Remembered<>(
            changes,
            (long) cacheSize * RULES_OF_A_USER,
            kept -> RULES_OF_A_USER / 10 + kept.size(),
            cacheTtl);
  }

  /** Whether {@link #caller} will answer for this user without a round trip. */
  boolean isWarm(String userId) {
    return rights.findWarm(userId).isPresent();
  }

  /** Who acts without a request, with the rights of the moment. May block on the database. */
  public Caller caller(User user, String client) {
    return caller(user, null, client, new Trail());
  }

  /**
   * May block on the database.
   *
   * @param address from where; null when that is not known
   * @param client what it calls itself; may be empty
   * @param trail hears what the caller is asked
   */
  Caller caller(User user, @Nullable InetAddress address, String client, Trail trail) {
    Optional<Rights> known =
        rights.find(user.id(), id -> Optional.of(Rights.of(id, policies.of(id))));
    return new Caller(
        user, known.orElseThrow(), new Circumstances(user.id(), address, client), trail);
  }
}
