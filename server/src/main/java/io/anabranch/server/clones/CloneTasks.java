package io.anabranch.server.clones;

import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.copying.NamespaceCopy;
import io.anabranch.server.stores.copying.NamespaceCopy.Outcome;
import io.anabranch.server.tasks.TaskKind;
import io.anabranch.server.tasks.TaskProgress;
import io.anabranch.server.tasks.Tasks;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.refsdump.RefsDump;
import jakarta.inject.Singleton;
import java.util.Map;

/** Carries out clones in the background. Safe for use by many threads. */
@Singleton
final class CloneTasks {

  static final String OBJECTS = "objects";
  static final String COPIED = "copied_objects";
  static final String BYTES = "bytes";

  private final VersioningEngine engine;
  private final Tasks tasks;
  private final NamespaceCopy copy;

  CloneTasks(VersioningEngine engine, Tasks tasks, PhysicalAddresses addresses) {
    this.engine = engine;
    this.tasks = tasks;
    this.copy = new NamespaceCopy(addresses);
  }

  /**
   * Begins a clone; its id.
   *
   * @param user who asks for it
   * @throws FailureException Invalid when the target is not bare, or one lies in the other
   */
  String start(Repository source, Repository target, String user) {
    copy.requireApart(source.location(), target.location());
    requireBare(target);
    return tasks.submit(source, TaskKind.CLONE, progress -> run(source, target, user, progress));
  }

  /** The dump goes to the target: the source is only read, so its store may be read-only. */
  private Map<String, String> run(
      Repository source, Repository target, String user, TaskProgress progress) {
    progress.report(0);
    RefsDump dump = engine.refsDumps().dump(source.at(target.location()));
    Outcome copied = copy.run(source.location(), target.location(), progress::report);
    engine.refsDumps().restore(target, dump, user);
    return Map.of(
        OBJECTS, Long.toString(copied.objects()),
        COPIED, Long.toString(copied.copied()),
        BYTES, Long.toString(copied.bytes()));
  }

  /** The restore at the end decides; this spares one who is wrong the copying. */
  private void requireBare(Repository target) {
    if (!engine.branches().list(target, "", "", 1, true).items().isEmpty()) {
      throw new FailureException(
          new Failure.Invalid(
              "can only clone into a bare repository, and '%s' has branches: create one"
                  .formatted(target.name())));
    }
  }
}
