package io.anabranch.cli;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.GlobalOptions;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What teaches a shell the commands. */
@Command(
    name = "completion",
    description = "Print what makes a shell complete commands: source <(anabranch completion bash)")
final class CompletionCommand extends Action {

  enum Shell {
    bash,
    zsh
  }

  @SuppressWarnings("unused") // one script is for both
  @Parameters(
      index = "0",
      paramLabel = "SHELL",
      description = "${COMPLETION-CANDIDATES}; the same for both.")
  private Shell shell = Shell.bash;

  CompletionCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    context.print(
        AutoComplete.bash("anabranch", Cli.commandLine(context, new GlobalOptions(), List.of())));
  }
}
