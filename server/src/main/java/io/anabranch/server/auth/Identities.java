package io.anabranch.server.auth;

import io.anabranch.server.postgres.AccessOutcome;
import io.anabranch.server.postgres.IdentityTable;
import io.anabranch.server.postgres.UserTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who people from a provider are here. Whoever comes for the first time becomes a user; nobody
 * becomes one who is there already, unless an administrator gave that user the principal. Safe for
 * use by many threads.
 */
public final class Identities {

  private static final Logger log = LoggerFactory.getLogger(Identities.class);

  private final IdentityTable table;
  private final List<String> defaultGroups;
  private final AccountChanges changes;
  private final InstantSource clock;

  /**
   * @param defaultGroups of those of whom the provider names none
   */
  public Identities(
      IdentityTable table,
      List<String> defaultGroups,
      AccountChanges changes,
      InstantSource clock) {
    this.table = table;
    this.defaultGroups = List.copyOf(defaultGroups);
    this.changes = changes;
    this.clock = clock;
  }

  /** The user, as known from earlier; made now when there is none. */
  public User user(Identity identity) {
    return find(identity).orElseGet(() -> signOn(identity));
  }

  /**
   * The user, with groups and name as the provider says them now.
   *
   * @throws FailureException Unauthenticated when the name is not possible here, Forbidden when it
   *     is another user's
   */
  public User signOn(Identity identity) {
    String user = find(identity).orElseGet(() -> create(identity)).id();
    identity
        .groups()
        .map(groups -> groups.isEmpty() ? Set.copyOf(defaultGroups) : groups)
        .filter(groups -> table.differ(user, groups))
        .ifPresent(groups -> setGroups(user, groups));
    identity.friendlyName().ifPresent(name -> table.setFriendlyName(user, name));
    return find(identity).orElseThrow(() -> taken(identity));
  }

  private Optional<User> find(Identity identity) {
    return table.findUser(identity.principal()).map(User::of);
  }

  private User create(Identity identity) {
    String name;
    try {
      name = AccountNames.require("user", identity.name());
    } catch (FailureException e) {
      throw new FailureException(
          new Failure.Unauthenticated(
              "the provider gives this user a name that is not possible here: " + e.getMessage()));
    }
    var user = new UserTable.User(name, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    List<String> groups = identity.groups().isPresent() ? List.of() : defaultGroups;
    try {
      if (table.create(identity.principal(), user, groups) == AccessOutcome.DONE) {
        log.info("user {} was made for somebody who signed on for the first time", name);
      }
    } finally {
      changes.happened();
    }
    // Another server may have made it at the same time.
    return find(identity).orElseThrow(() -> taken(identity));
  }

  private void setGroups(String user, Set<String> groups) {
    try {
      if (table.setGroups(user, groups) == AccessOutcome.LAST_ADMINISTRATOR) {
        log.warn("user {} stays in all groups: nobody else could administer users", user);
      }
    } finally {
      changes.happened();
    }
  }

  private static FailureException taken(Identity identity) {
    return new FailureException(
        new Failure.Forbidden(
            ("there is a user '%s' already, who does not sign on through the provider: have an"
                    + " administrator give that user the external principal '%s'")
                .formatted(identity.name(), identity.principal())));
  }
}
