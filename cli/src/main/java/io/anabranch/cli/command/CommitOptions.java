package io.anabranch.cli.command;

import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.model.CommitCreation;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a new commit says. */
public final class CommitOptions {

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "What the commit is about.")
  private String message = "";

  @Option(
      names = "--meta",
      paramLabel = "KEY=VALUE",
      split = ",",
      description = "More about the commit, as often as you like.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Option(names = "--allow-empty-message", negatable = true, description = "Go on without a text.")
  private boolean allowEmptyMessage;

  public String message() {
    return message;
  }

  public Map<String, String> metadata() {
    return metadata;
  }

  /** With a message that is used where none was given. */
  public CommitCreation creation(String otherwise) {
    return new CommitCreation().message(message.isBlank() ? otherwise : message).metadata(metadata);
  }

  /**
   * @throws CliException if there is no message, and that was not allowed
   */
  public CommitCreation creation() {
    if (message.isBlank() && !allowEmptyMessage) {
      throw new CliException("a commit needs a message: -m TEXT, or --allow-empty-message");
    }
    return new CommitCreation().message(message).metadata(metadata);
  }
}
