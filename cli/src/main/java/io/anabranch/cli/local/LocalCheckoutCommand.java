package io.anabranch.cli.local;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.YesOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "checkout",
    description = "Make a folder as the branch, or another ref, is. Changes made here are lost.")
final class LocalCheckoutCommand extends LocalAction {

  @Option(
      names = {"-r", "--ref"},
      paramLabel = "REF",
      description = "What to follow from now on: a branch, a tag or a commit.")
  private @Nullable String ref;

  @Option(names = "--all", description = "All folders below this one that follow something.")
  private boolean all;

  @Mixin private final YesOption yes = new YesOption();

  LocalCheckoutCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    for (Path folder : all ? Followers.below(folder()) : List.of(folder())) {
      checkOut(checkout(folder));
    }
  }

  private void checkOut(Checkout checkout) throws IOException {
    String follow = ref == null ? checkout.source().ref() : ref;
    String commit = checkout.headOf(follow);
    List<Change> here = checkout.changes();
    if (!here.isEmpty()) {
      yes.require(
          context,
          "Are you sure you want to lose "
              + here.size()
              + " changes in "
              + checkout.folder()
              + "?");
    }
    Map<String, Change> changes = new HashMap<>();
    here.forEach(change -> changes.put(change.name(), change));
    checkout.changesUntil(commit).forEach(change -> changes.put(change.name(), change));
    checkout.take(
        "checkout", commit, checkout.source().withRef(follow), List.copyOf(changes.values()));
    context.print(checkout.folder() + " is at " + commit + " of " + follow);
  }
}
