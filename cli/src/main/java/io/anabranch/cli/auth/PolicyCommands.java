package io.anabranch.cli.auth;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import io.anabranch.sdk.api.AuthApi;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch auth policies}. */
record PolicyCommands(Context context) {

  CommandLine group() {
    return Group.of(
        "policies",
        "Manage policies.",
        List.of(
            ListCommand.of(
                context,
                "List policies.",
                ListedKind.POLICIES,
                (prefix, after, amount) -> api().listPolicies(prefix, after, amount)),
            Named.of(
                "create",
                "Create a policy.",
                new PolicyWriteCommand(context, (api, _, policy) -> api.createPolicy(policy))),
            Named.of(
                "update",
                "Replace the statements of a policy.",
                new PolicyWriteCommand(context, AuthApi::updatePolicy)),
            IdCommand.of(
                context,
                "show",
                "Show a policy in JSON.",
                id -> context.printJson(api().getPolicy(id))),
            IdCommand.of(context, "delete", "Delete a policy.", this::delete)));
  }

  private AuthApi api() {
    return context.server().auth();
  }

  private void delete(String id) {
    api().deletePolicy(id);
    context.print("Policy '" + id + "' deleted");
  }
}
