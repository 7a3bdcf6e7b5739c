package io.anabranch.cli.auth;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch auth}. */
public final class AuthCommands {

  private AuthCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "auth",
        "Manage users, their keys, groups and policies.",
        List.of(
            new UserCommands(context).group(),
            new GroupCommands(context).group(),
            new PolicyCommands(context).group()));
  }
}
