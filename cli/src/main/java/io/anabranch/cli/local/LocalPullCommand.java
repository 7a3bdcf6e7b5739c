package io.anabranch.cli.local;

import io.anabranch.cli.command.Context;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "pull", description = "Take over what was changed on the branch.")
final class LocalPullCommand extends LocalAction {

  @Option(names = "--force", description = "Where both changed, take what is on the branch.")
  private boolean force;

  LocalPullCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var checkout = checkout();
    checkout.requireNothingBegunBut("pull");
    String head = checkout.currentHead();
    List<Change> there = checkout.changesUntil(head);
    if (!force) {
      requireNoConflict(checkout.changes(), there);
    }
    checkout.take("pull", head, checkout.source(), there);
    there.forEach(change -> context.print(change.toString()));
    context.print("Now at " + head);
  }
}
