package io.anabranch.refs;

import io.anabranch.sdk.model.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Dumps repositories. When it is cut off, the definition is there, or the manifest, or both; then
 * it can be run again.
 */
final class Dump {

  private final Session session;
  private final DumpOptions options;
  private final ServerRepositories repositories;
  private final UncommittedChanges uncommitted;

  Dump(Session session, DumpOptions options) {
    this.session = session;
    this.options = options;
    this.repositories = new ServerRepositories(session.server());
    this.uncommitted = new UncommittedChanges(session.server());
  }

  void run(String name) throws IOException {
    Optional<Repository> found = repositories.find(name);
    if (found.isEmpty()) {
      requireRemoved(name);
      return;
    }
    if (options.commits()) {
      uncommitted.commit(name);
    } else if (!options.ignoresUncommitted()) {
      uncommitted.requireNone(name);
    }
    Path file = ManifestFile.write(options.folder(), manifest(found.get()));
    session.say("Repository manifest saved to local file: " + file);
    if (options.removes()) {
      repositories.delete(name);
      session.say("Deleted repository: " + name);
    }
  }

  private Manifest manifest(Repository repository) {
    session.say("Dumping refs of repository: " + repository.getId());
    var definition =
        new Definition(
            repository.getId(),
            Objects.requireNonNullElse(repository.getStorageId(), ""),
            repository.getStorageNamespace(),
            repository.getDefaultBranch());
    return new Manifest(definition, repositories.dump(repository.getId()));
  }

  /** An earlier run that was cut off after its last step has left nothing to do. */
  private void requireRemoved(String name) throws IOException {
    Path file = ManifestFile.in(options.folder(), name);
    if (!options.removes() || !Files.exists(file) || !ManifestFile.read(file).name().equals(name)) {
      throw new RefsException("there is no such repository");
    }
    session.say("Dumped and deleted before: " + name + ", see " + file);
  }
}
