package io.anabranch.cli.auth;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.PageOptions;
import io.anabranch.cli.command.PrefixOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Those attached to a user, and on demand those of its groups. */
final class UserPoliciesCommand extends Action {

  @Option(names = "--id", paramLabel = "ID", required = true, description = "The id of the user.")
  private String id = "";

  @Option(names = "--effective", description = "Those of its groups, too.")
  private boolean effective;

  @Mixin private final PageOptions page = new PageOptions();
  @Mixin private final PrefixOption prefix = new PrefixOption();
  @Mixin private final JsonOption json = new JsonOption();

  UserPoliciesCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var api = context.server().auth();
    ListedKind.POLICIES
        .listing()
        .print(
            context,
            page,
            json,
            (after, amount) -> api.listUserPolicies(id, prefix.value(), after, amount, effective),
            ListedKind.POLICIES.results(),
            ListedKind.POLICIES.pagination());
  }
}
