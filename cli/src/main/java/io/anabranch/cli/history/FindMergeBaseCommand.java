package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells where two refs parted. */
@Command(
    name = "find-merge-base",
    hidden = true,
    description = "Show the commit that a merge would compare both sides with.")
public final class FindMergeBaseCommand extends Action {

  @Parameters(index = "0", paramLabel = "SOURCE", description = "Such as lakefs://rivers/dev.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "BRANCH", description = "Such as lakefs://rivers/main.")
  private String destination = "";

  public FindMergeBaseCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var from = context.ref(source);
    var to = context.ref(destination);
    var found = context.server().refs().findMergeBase(from.repository(), from.ref(), to.ref());
    context.print(
        "Found base \"%s\" when merging \"%s\" into \"%s\"."
            .formatted(found.getBaseCommitId(), from.ref(), to.ref()));
  }
}
