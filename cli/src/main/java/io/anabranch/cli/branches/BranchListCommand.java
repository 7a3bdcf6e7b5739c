package io.anabranch.cli.branches;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.cli.command.PageOptions;
import io.anabranch.cli.command.PrefixOption;
import io.anabranch.sdk.model.Ref;
import io.anabranch.sdk.model.RefList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List the branches of a repository.")
final class BranchListCommand extends Action {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Mixin private final PageOptions page = new PageOptions();
  @Mixin private final PrefixOption prefix = new PrefixOption();
  @Mixin private final JsonOption json = new JsonOption();

  BranchListCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var api = context.server().branches();
    String repository = context.repository(uri).repository();
    new Listing<Ref>(
            List.of("BRANCH", "COMMIT ID"),
            branch -> List.of(branch.getId(), branch.getCommitId()),
            Ref::getId)
        .print(
            context,
            page,
            json,
            (after, amount) -> api.listBranches(repository, prefix.value(), after, amount, null),
            RefList::getResults,
            RefList::getPagination);
  }
}
