package io.anabranch.cli.local;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Show what was changed here, and on the branch.")
final class LocalStatusCommand extends LocalAction {

  @Option(
      names = {"-l", "--local"},
      description = "Only what was changed here.")
  private boolean localOnly;

  @Mixin private final JsonOption json = new JsonOption();

  LocalStatusCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var checkout = checkout();
    List<Change> here = checkout.changes();
    String head = localOnly ? checkout.head() : checkout.currentHead();
    List<Change> there = head.equals(checkout.head()) ? List.of() : checkout.changesUntil(head);
    if (json.isSet()) {
      context.printJson(Map.of("local", here, "remote", there));
      return;
    }
    context.print("Folder: " + checkout.folder());
    context.print("Follows: " + checkout.source() + " at " + checkout.head());
    print("changed here", here);
    if (!localOnly) {
      print("changed on the branch", there);
    }
  }

  private void print(String where, List<Change> changes) {
    context.print(
        changes.isEmpty() ? "Nothing " + where + "." : "" + changes.size() + " " + where + ":");
    changes.forEach(change -> context.print("  " + change));
  }
}
