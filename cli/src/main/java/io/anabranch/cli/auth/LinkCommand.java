package io.anabranch.cli.auth;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Does something with what an id names and one thing more. */
final class LinkCommand extends Action {

  /** The option for the other thing. */
  record Other(String option, String label, String description) {

    static final Other POLICY = new Other("--policy", "POLICY", "The id of the policy.");
    static final Other USER = new Other("--user", "USER", "The id of the user.");
    static final Other KEY = new Other("--access-key-id", "KEY", "The id of the access key.");
    static final Other PERMISSION =
        new Other("--permission", "PERMISSION", "Read, Write, Super or Admin.");
  }

  /** What is done. */
  @FunctionalInterface
  interface Work {
    void with(String id, String other);
  }

  @Option(names = "--id", paramLabel = "ID", required = true, description = "Its id.")
  private String id = "";

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  private final Other other;
  private final Work work;

  private LinkCommand(Context context, Other other, Work work) {
    super(context);
    this.other = other;
    this.work = work;
  }

  static CommandLine of(Context context, String name, String description, Other other, Work work) {
    CommandSpec spec = Named.spec(name, description, new LinkCommand(context, other, work));
    spec.addOption(
        OptionSpec.builder(other.option())
            .paramLabel(other.label())
            .description(other.description())
            .type(String.class)
            .required(true)
            .build());
    return new CommandLine(spec);
  }

  @Override
  protected void run() {
    work.with(id, spec.commandLine().getParseResult().matchedOptionValue(other.option(), ""));
  }
}
