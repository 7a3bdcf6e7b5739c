package io.anabranch.refs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks manifests. */
@Command(
    name = "verify",
    description = {
      "Check manifests against their stores: every commit, every head, every file of every tree.",
      "The bytes of objects are not read."
    })
final class VerifyCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private final ManifestFiles manifests = new ManifestFiles();

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var verification = new Verification(session);
    return new Batch(session, "verify")
        .run(manifests.files(), file -> verification.run(manifests.read(file)));
  }
}
