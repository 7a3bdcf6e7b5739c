package io.anabranch.cli.repositories;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.console.Json;
import io.anabranch.sdk.model.RefsDump;
import io.anabranch.sdk.model.RepositoryDumpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows the task of the server, as repositories may be large. */
@Command(
    name = "refs-dump",
    description = "Write all refs of a repository to its store; print where, for refs-restore.")
public final class RefsDumpCommand extends Action {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write there instead of to standard output.")
  private @Nullable Path output;

  @Mixin private final PollingOptions polling = new PollingOptions();

  public RefsDumpCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    String text = Json.of(dump(context.repository(uri).repository()));
    if (output == null) {
      context.print(text);
    } else {
      Files.writeString(output, text + "\n");
    }
  }

  private RefsDump dump(String repository) {
    var api = context.server().repositories();
    String task = api.dumpSubmit(repository).getId();
    RepositoryDumpStatus end =
        polling.until(RepositoryDumpStatus::getDone, () -> api.dumpStatus(repository, task));
    if (end.getError() != null || end.getRefs() == null) {
      throw new CliException("the refs of " + repository + " were not dumped: " + end.getError());
    }
    return end.getRefs();
  }
}
