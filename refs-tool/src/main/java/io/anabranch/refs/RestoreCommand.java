package io.anabranch.refs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes repositories of manifests. */
@Command(
    name = "restore",
    description = "Make repositories of manifests, over the data that lies in their stores.")
final class RestoreCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private final ManifestFiles manifests = new ManifestFiles();

  @Option(names = "--dry-run", description = "Check everything, create nothing.")
  private boolean dryRun;

  RestoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var restore = new Restore(session, dryRun);
    return new Batch(session, "restore")
        .run(manifests.files(), file -> restore.run(manifests.read(file)));
  }
}
