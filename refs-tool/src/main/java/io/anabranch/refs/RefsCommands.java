package io.anabranch.refs;

import io.anabranch.sdk.Anabranch;
import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code refs}, with those below it. */
public final class RefsCommands {

  private RefsCommands() {}

  /**
   * The exit status is 0 if all went well, else 1; others than the failed repository are still
   * dealt with. What concerns no repository alone, such as a server that cannot be reached, is
   * thrown.
   *
   * @param connection gives the server; asked when a command runs; the caller closes it
   * @param out progress, line by line
   * @param err what went wrong, a line for each repository
   */
  public static CommandLine of(Supplier<Anabranch> connection, PrintStream out, PrintStream err) {
    var session = new Session(connection, out, err);
    CommandSpec spec = CommandSpec.create().name("refs");
    spec.usageMessage()
        .description("Move repositories between servers and stores.")
        .synopsisSubcommandLabel("COMMAND");
    return new CommandLine(spec)
        .addSubcommand(new DumpCommand(session))
        .addSubcommand(new RestoreCommand(session))
        .addSubcommand(new VerifyCommand(session))
        .addSubcommand(new CloneCommand(session));
  }
}
