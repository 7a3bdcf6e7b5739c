package io.anabranch.cli.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.console.Json;
import io.anabranch.sdk.model.GarbageCollectionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set-config", description = "Replace the retention rules of a repository.")
final class RulesSetCommand extends Action {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      description = "The rules as JSON, as get-config --json shows them.")
  private Path file = Path.of("");

  RulesSetCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    String repository = context.repository(uri).repository();
    context.server().repositories().setGCRules(repository, read());
    context.print("Set the retention rules of " + repository);
  }

  private GarbageCollectionRules read() throws IOException {
    try {
      return Json.mapper().readValue(Files.readString(file), GarbageCollectionRules.class);
    } catch (JsonProcessingException e) {
      throw new CliException(
          "%s holds no retention rules such as {\"default_retention_days\": 21, \"branches\": []}: %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
