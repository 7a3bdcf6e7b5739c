package io.anabranch.cli.history;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.Times;
import io.anabranch.sdk.model.Commit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import picocli.CommandLine.Help.Ansi.Style;

/** How commits are written for people. */
public final class CommitText {

  private CommitText() {}

  /** One that was made just now. */
  public static void printMade(Context context, String branch, Commit commit) {
    context.print("Commit for branch \"" + branch + "\" completed.");
    context.print("");
    context.print("ID: " + commit.getId());
    context.print("Message: " + commit.getMessage());
    context.print("Timestamp: " + Times.of(commit.getCreationDate()));
    context.print("Parents: " + String.join(", ", commit.getParents()));
  }

  /** One of a history. */
  static void printLogged(Context context, Commit commit, boolean withMetarange) {
    context.print("");
    context.print("ID:            " + context.console().styled(Style.fg_yellow, commit.getId()));
    if (!commit.getCommitter().isEmpty()) {
      context.print("Author:        " + commit.getCommitter());
    }
    context.print("Date:          " + Times.of(commit.getCreationDate()));
    if (withMetarange) {
      context.print("Metarange ID:  " + commit.getMetaRangeId());
    }
    if (commit.getParents().size() > 1) {
      context.print("Merge:         " + String.join(", ", commit.getParents()));
    }
    context.print("");
    commit.getMessage().lines().forEach(line -> context.print("\t" + line));
    Map<String, String> metadata = Objects.requireNonNullElse(commit.getMetadata(), Map.of());
    if (!metadata.isEmpty()) {
      context.print("");
      context.print("\tMetadata:");
      new TreeMap<>(metadata).forEach((key, value) -> context.print("\t\t" + key + " = " + value));
    }
  }
}
