package io.anabranch.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has. */
public final class GlobalOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Settings to use instead of ~/.anabranch.yaml or ~/.lakectl.yaml.")
  private @Nullable Path config;

  @Option(
      names = "--base-uri",
      paramLabel = "URI",
      scope = ScopeType.INHERIT,
      description = "What to put before URIs that do not begin with lakefs://.")
  private @Nullable String baseUri;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours, even on a terminal.")
  private boolean noColor;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "When something fails, show where.")
  private boolean verbose;

  @SuppressWarnings("unused") // by intention
  @Option(
      names = {"--log-level", "--log-format", "--log-output"},
      hidden = true,
      scope = ScopeType.INHERIT,
      description = "Accepted as lakectl has them; there is no log.")
  private @Nullable String log;

  @SuppressWarnings("unused") // picocli sees it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this.")
  private boolean help;

  public Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  public Optional<String> baseUri() {
    return Optional.ofNullable(baseUri);
  }

  public boolean noColor() {
    return noColor;
  }

  public boolean verbose() {
    return verbose;
  }
}
