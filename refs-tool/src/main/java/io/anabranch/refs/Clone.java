package io.anabranch.refs;

import io.anabranch.sdk.AnabranchException;
import io.anabranch.sdk.model.CloneCreation;
import io.anabranch.sdk.model.CloneStatus;
import io.anabranch.sdk.model.Repository;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Has the server copy a repository, bytes and all. Until it is done the new one is bare; when it is
 * cut off, here or there, running it again goes on.
 */
final class Clone {

  private final Session session;
  private final ServerRepositories repositories;
  private final ServerStores stores;
  private final RestoreTargets targets;

  Clone(Session session) {
    this.session = session;
    this.repositories = new ServerRepositories(session.server());
    this.stores = ServerStores.of(session.server());
    this.targets = new RestoreTargets(session, repositories);
  }

  /**
   * @param storageId of the copy; null for the store of the original
   * @param namespace of the copy; null for the same one, on another store
   */
  void run(String original, String name, @Nullable String storageId, @Nullable String namespace) {
    Repository source =
        repositories
            .find(original)
            .orElseThrow(() -> new RefsException("there is no repository '" + original + "'"));
    var wanted =
        new Definition(
            name,
            storageId == null ? Objects.requireNonNullElse(source.getStorageId(), "") : storageId,
            namespace == null ? source.getStorageNamespace() : namespace,
            source.getDefaultBranch());
    Place place = stores.place(wanted);
    if (place.equals(ServerRepositories.place(source))) {
      throw new RefsException(
          "a copy at the same place is none: use --storage-namespace, --storage-id or both");
    }
    switch (targets.look(wanted, place)) {
      case NONE -> {
        targets.create(wanted);
        copy(original, name);
      }
      case BARE -> copy(original, name);
      case FILLED -> requireCloned(original, name);
    }
  }

  private void copy(String original, String name) {
    try {
      CloneStatus end = await(original, name);
      session.say(
          "Cloned repository: %s to %s, %d objects of %d bytes, %d of them copied now"
              .formatted(original, name, end.getObjects(), end.getBytes(), end.getCopiedObjects()));
    } catch (AnabranchException | RefsException e) {
      // The server may still have been at work for an earlier run, and have come first.
      if (repositories.isBare(name) || !isCloned(original, name)) {
        throw e;
      }
      session.say("Cloned repository: %s to %s".formatted(original, name));
    }
  }

  private CloneStatus await(String original, String name) {
    var api = session.server().clones();
    String task = api.cloneSubmit(original, new CloneCreation().target(name)).getId();
    CloneStatus end =
        ServerTask.await(() -> told(api.cloneStatus(original, task)), CloneStatus::getDone);
    if (end.getError() != null) {
      throw new RefsException(
          "%s. What was copied stays: run the same again to go on, or delete the bare repository '%s'"
              .formatted(end.getError(), name));
    }
    return end;
  }

  private CloneStatus told(CloneStatus status) {
    if (!status.getDone()) {
      session.say("Objects in place: " + status.getObjects());
    }
    return status;
  }

  private void requireCloned(String original, String name) {
    if (!isCloned(original, name)) {
      throw new RefsException(
          "there is a repository '%s' already, and it is neither bare nor what '%s' is"
              .formatted(name, original));
    }
    session.say("Cloned before: %s to %s".formatted(original, name));
  }

  /** Equal refs have equal ids. */
  private boolean isCloned(String original, String name) {
    return repositories.dump(original).equals(repositories.dump(name));
  }
}
