package io.anabranch.cli;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.Times;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who the server takes the caller for. */
@Command(name = "identity", description = "Show as whom you are signed in.")
final class IdentityCommand extends Action {

  @Mixin private final JsonOption json = new JsonOption();

  IdentityCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var user = context.server().auth().getCurrentUser().getUser();
    if (json.isSet()) {
      context.printJson(user);
      return;
    }
    context.print("User ID: " + user.getId());
    context.print("Email: " + Objects.requireNonNullElse(user.getEmail(), ""));
    context.print("Creation Date: " + Times.of(user.getCreationDate()));
  }
}
