package io.anabranch.cli;

import io.anabranch.cli.command.GlobalOptions;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program {@code anabranch}, without a command. */
@Command(
    name = "anabranch",
    description = "Git-like repositories for data lakes, over many object stores at once.",
    versionProvider = Root.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "The server itself: anabranch quickstart, anabranch run, anabranch doctor --config FILE.",
      "Settings: ~/.anabranch.yaml or ~/.lakectl.yaml, LAKECTL_… or ANABRANCH_CLI_… in the environment."
    })
final class Root {

  @SuppressWarnings("unused") // picocli fills it, and the context reads it
  @Mixin
  private final GlobalOptions options;

  @SuppressWarnings("unused") // picocli sees it
  @Option(
      names = {"-v", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  Root(GlobalOptions options) {
    this.options = options;
  }

  /** From the jar's manifest; a build that was not packaged has none. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Root.class.getPackage().getImplementationVersion();
      return new String[] {"anabranch " + Objects.requireNonNullElse(version, "dev")};
    }
  }
}
