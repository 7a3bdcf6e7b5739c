package io.anabranch.cli.usage;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch usage}. */
public final class UsageCommands {

  private UsageCommands() {}

  public static CommandLine of(Context context) {
    return Group.of("usage", "Show how much is used.", List.of(new UsageSummaryCommand(context)));
  }
}
