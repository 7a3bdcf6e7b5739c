package io.anabranch.benchmarks.imports;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.Polling;
import io.anabranch.sdk.model.CommitCreation;
import io.anabranch.sdk.model.ImportCreation;
import io.anabranch.sdk.model.ImportLocation;
import io.anabranch.sdk.model.ImportStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** Imports into a repository, carried out by the server. */
record ServerImports(Anabranch server, String repository) {

  private static final Polling POLLING = Polling.every(Duration.ofMillis(20));
  private static final String BRANCH = "main";

  /** Imports all objects below a URI and waits for the end; how many there were. */
  int importAll(String uri) throws InterruptedException, TimeoutException {
    var api = server.imports();
    var wanted =
        new ImportCreation()
            .addPathsItem(
                new ImportLocation()
                    .type(ImportLocation.TypeEnum.COMMON_PREFIX)
                    .path(uri)
                    .destination("imported/"))
            .commit(new CommitCreation().message("benchmark"));
    String id = api.importStart(repository, BRANCH, wanted).getId();
    ImportStatus end =
        POLLING.until(
            status -> status.getCompleted() || status.getError() != null,
            () -> api.importStatus(repository, BRANCH, id));
    if (end.getError() != null) {
      throw new IllegalStateException("the import failed: " + end.getError().getMessage());
    }
    return Math.toIntExact(Objects.requireNonNullElse(end.getIngestedObjects(), 0L));
  }
}
