package io.anabranch.cli.quotas;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "delete", description = "Delete a quota: then there is no limit.")
final class QuotaDeleteCommand extends Action {

  @Mixin private final QuotaName whose = new QuotaName();

  QuotaDeleteCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    context.server().quotas().deleteQuota(whose.scope(), whose.name());
    context.print("Deleted the quota of " + whose);
  }
}
