package io.anabranch.cli.actions;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.model.ActionFile;
import io.anabranch.sdk.model.ActionValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "validate", description = "Have the server look for faults in an action file.")
final class ValidateCommand extends Action {

  @Parameters(index = "0", paramLabel = "FILE", description = "A file on this machine.")
  private Path file = Path.of("");

  ValidateCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    String content = Files.readString(context.console().workingDirectory().resolve(file));
    ActionValidation found =
        context
            .server()
            .triggers()
            .validateAction(new ActionFile().path(file.toString()).content(content));
    if (!found.getValid()) {
      throw new CliException(String.valueOf(found.getProblem()));
    }
    context.print("File validated successfully: '" + file + "'");
  }
}
