package io.anabranch.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A command that only has others. */
public final class Group {

  private Group() {}

  /**
   * @param commands annotated with their names
   */
  public static CommandLine of(String name, String description, List<?> commands) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
    var line = new CommandLine(spec);
    commands.forEach(line::addSubcommand);
    return line;
  }
}
