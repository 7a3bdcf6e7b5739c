package io.anabranch.cli.audit;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch audit}. */
public final class AuditCommands {

  private AuditCommands() {}

  public static CommandLine of(Context context) {
    return Group.of("audit", "Show who did what.", List.of(new AuditListCommand(context)));
  }
}
