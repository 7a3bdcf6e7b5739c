package io.anabranch.cli.quotas;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch quota}. */
public final class QuotaCommands {

  private QuotaCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "quota",
        "Limit what users, repositories and stores may take.",
        List.of(
            new QuotaListCommand(context),
            new QuotaSetCommand(context),
            new QuotaDeleteCommand(context)));
  }
}
