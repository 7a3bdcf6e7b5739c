package io.anabranch.cli.repositories;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.console.Json;
import io.anabranch.sdk.model.RefsRestore;
import io.anabranch.sdk.model.RepositoryRestoreStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows the task of the server, as repositories may be large. */
@Command(
    name = "refs-restore",
    description = "Load all refs that refs-dump wrote into a bare repository.")
public final class RefsRestoreCommand extends Action {

  private static final String STANDARD_INPUT = "-";

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "What refs-dump printed; - reads it from standard input.")
  private String manifest = STANDARD_INPUT;

  @Mixin private final PollingOptions polling = new PollingOptions();

  public RefsRestoreCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    String repository = context.repository(uri).repository();
    var api = context.server().repositories();
    String task = api.restoreSubmit(repository, read()).getId();
    RepositoryRestoreStatus end =
        polling.until(RepositoryRestoreStatus::getDone, () -> api.restoreStatus(repository, task));
    if (end.getError() != null) {
      throw new CliException("the refs of " + repository + " were not restored: " + end.getError());
    }
    context.print("Restored refs of " + repository);
  }

  private RefsRestore read() throws IOException {
    byte[] text =
        manifest.equals(STANDARD_INPUT)
            ? context.console().in().readAllBytes()
            : Files.readAllBytes(Path.of(manifest));
    try {
      return Json.mapper().readValue(text, RefsRestore.class);
    } catch (JsonProcessingException e) {
      throw new CliException(manifest + " is not what refs-dump writes", e);
    }
  }
}
