package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.CommitOptions;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.ConflictException;
import io.anabranch.sdk.model.Merge;
import io.anabranch.sdk.model.MergeResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Merges. */
@Command(name = "merge", description = "Merge a ref into a branch of its repository.")
public final class MergeCommand extends Action {

  @Parameters(index = "0", paramLabel = "SOURCE", description = "Such as lakefs://rivers/dev.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "BRANCH", description = "Such as lakefs://rivers/main.")
  private String destination = "";

  @Mixin private final CommitOptions options = new CommitOptions();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "Who wins where both changed: source-wins or dest-wins.")
  private @Nullable String strategy;

  @Option(names = "--squash", description = "Make a commit with one parent.")
  private boolean squash;

  @Option(names = "--allow-empty", description = "Commit even if nothing changes.")
  private boolean allowEmpty;

  @Option(names = "--force", description = "Even if the repository is read-only.")
  private boolean force;

  @Mixin private final JsonOption json = new JsonOption();

  public MergeCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var from = context.ref(source);
    var to = context.branch(destination);
    if (!from.repository().equals(to.repository())) {
      throw new CliException("both must be of one repository: " + from + ", " + to);
    }
    if (!json.isSet()) {
      context.print("Source: " + from);
      context.print("Destination: " + to);
    }
    var merge =
        new Merge()
            .message(options.message())
            .metadata(options.metadata())
            .strategy(strategy)
            .squashMerge(squash)
            .allowEmpty(allowEmpty)
            .force(force);
    MergeResult result = merge(from.repository(), from.ref(), to.ref(), merge);
    if (json.isSet()) {
      context.printJson(result);
    } else {
      context.print(
          "Merged \"%s\" into \"%s\" to get \"%s\"."
              .formatted(from.ref(), to.ref(), result.getReference()));
    }
  }

  private MergeResult merge(String repository, String from, String to, Merge merge) {
    try {
      return context.server().refs().mergeIntoBranch(repository, from, to, merge);
    } catch (ConflictException e) {
      throw new CliException("Conflict found. See `anabranch diff`; --strategy names a winner.", e);
    }
  }
}
