package io.anabranch.cli.auth;

import io.anabranch.cli.command.Action;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Names commands whose classes serve several. */
final class Named {

  private Named() {}

  static CommandLine of(String name, String description, Action action) {
    return new CommandLine(spec(name, description, action));
  }

  static CommandSpec spec(String name, String description, Action action) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(action).name(name);
    spec.usageMessage().description(description);
    return spec;
  }
}
