package io.anabranch.server.accounts;

import io.anabranch.server.auth.AccountChanges;
import io.anabranch.server.postgres.AccessOutcome;
import io.anabranch.server.postgres.PolicyTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Makes changes of who may do what, in force on this server at once. */
@Singleton
final class AccessChanges {

  private final AccountChanges changes;

  AccessChanges(AccountChanges changes) {
    this.changes = changes;
  }

  /**
   * One that may find things so already.
   *
   * @param missing what to say when what it refers to went away meanwhile
   */
  void ensure(Supplier<AccessOutcome> change, FailureException missing) {
    switch (make(change)) {
      case DONE, NOTHING -> {}
      case MISSING -> throw missing;
      case LAST_ADMINISTRATOR -> throw lastAdministrator();
    }
  }

  /**
   * One of something that must be there.
   *
   * @param missing what to say when it is not
   */
  void require(Supplier<AccessOutcome> change, FailureException missing) {
    switch (make(change)) {
      case DONE -> {}
      case NOTHING, MISSING -> throw missing;
      case LAST_ADMINISTRATOR -> throw lastAdministrator();
    }
  }

  /** When the database does not say what became of it, it may have taken place. */
  AccessOutcome make(Supplier<AccessOutcome> change) {
    try {
      return change.get();
    } finally {
      changes.happened();
    }
  }

  private static FailureException lastAdministrator() {
    return new FailureException(
        new Failure.Invalid(
            ("then nobody could administer users any more, so nothing has changed: first have"
                    + " another user with an access key be in a group that has the policy %s, such"
                    + " as Admins")
                .formatted(PolicyTable.ADMINISTRATION)));
  }
}
