package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.sdk.model.StoreReloadOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reload",
    description = "Have the server read its configuration again and take the stores from it.")
final class StoreReloadCommand extends Action {

  @Option(names = "--dry-run", description = "Only say what it would come to.")
  private boolean dryRun;

  @Mixin private final JsonOption json = new JsonOption();

  StoreReloadCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var reload = context.server().stores().reloadStores(new StoreReloadOptions().dryRun(dryRun));
    if (json.isSet()) {
      context.printJson(reload);
      return;
    }
    context.print(dryRun ? "Would be" : "Is now");
    context.print("  added: " + String.join(", ", reload.getAdded()));
    context.print("  changed: " + String.join(", ", reload.getChanged()));
    context.print("  removed: " + String.join(", ", reload.getRemoved()));
    reload.getWarnings().forEach(warning -> context.print("warning: " + warning));
    if (reload.getRestartNeeded()) {
      context.print("Other changes of the configuration take effect at the next start");
    }
  }
}
