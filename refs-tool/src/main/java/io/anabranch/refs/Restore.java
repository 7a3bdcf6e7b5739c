package io.anabranch.refs;

import io.anabranch.refs.RestoreTargets.Found;
import io.anabranch.sdk.AnabranchException;

/**
 * Restores repositories over data that is there. One is restored wholly, or not there afterwards.
 * When it is cut off a bare repository may be left, which the next run takes over.
 */
final class Restore {

  private final Session session;
  private final boolean dryRun;
  private final ServerRepositories repositories;
  private final ServerStores stores;
  private final RestoreTargets targets;

  /**
   * @param dryRun checks everything and changes nothing
   */
  Restore(Session session, boolean dryRun) {
    this.session = session;
    this.dryRun = dryRun;
    this.repositories = new ServerRepositories(session.server());
    this.stores = ServerStores.of(session.server());
    this.targets = new RestoreTargets(session, repositories);
  }

  void run(Manifest manifest) {
    Definition wanted = manifest.repository();
    Place place = stores.place(wanted);
    Found found = targets.look(wanted, place);
    if (found == Found.FILLED) {
      requireRestored(manifest);
      session.say("Restored before: " + wanted.name());
    } else if (dryRun) {
      session.say("Would restore: %s at %s".formatted(wanted.name(), place));
    } else {
      if (found == Found.NONE) {
        targets.create(wanted);
      }
      fill(manifest, found == Found.NONE);
    }
  }

  private void requireRestored(Manifest manifest) {
    if (dryRun || !isRestored(manifest)) {
      throw new RefsException(
          "there is a repository '%s' already, and it is not bare".formatted(manifest.name()));
    }
  }

  /** Equal refs have equal ids: so a dump tells whether an earlier run came to its end. */
  private boolean isRestored(Manifest manifest) {
    return repositories.dump(manifest.name()).equals(manifest.refs());
  }

  private void fill(Manifest manifest, boolean created) {
    try {
      repositories.restore(manifest);
    } catch (AnabranchException | RefsException e) {
      if (created) {
        takeBack(manifest.name(), e);
        throw e;
      }
      // The server may still have been at work for an earlier run, and have come first.
      if (!isRestored(manifest)) {
        throw e;
      }
    }
    session.say("Restored refs for repository: " + manifest.name());
  }

  /** Only as long as it is bare: another run may have taken it over, and restored it. */
  private void takeBack(String name, RuntimeException failure) {
    try {
      if (repositories.isBare(name)) {
        repositories.delete(name);
        session.say("Deleted repository: " + name);
      }
    } catch (AnabranchException e) {
      failure.addSuppressed(e);
      session.complain(
          "%s: it may be left bare: run the same again, which takes it over".formatted(name));
    }
  }
}
