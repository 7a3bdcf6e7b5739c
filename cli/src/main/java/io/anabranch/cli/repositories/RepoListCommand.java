package io.anabranch.cli.repositories;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.cli.command.PageOptions;
import io.anabranch.cli.command.PrefixOption;
import io.anabranch.cli.console.Times;
import io.anabranch.sdk.model.Repository;
import io.anabranch.sdk.model.RepositoryList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List repositories.")
final class RepoListCommand extends Action {

  private static final Listing<Repository> LISTING =
      new Listing<>(
          List.of("REPOSITORY", "CREATION DATE", "DEFAULT BRANCH", "STORE", "STORAGE NAMESPACE"),
          repository ->
              List.of(
                  repository.getId(),
                  Times.of(repository.getCreationDate()),
                  repository.getDefaultBranch(),
                  Objects.requireNonNullElse(repository.getStorageId(), ""),
                  repository.getStorageNamespace()),
          Repository::getId);

  @Mixin private final PageOptions page = new PageOptions();
  @Mixin private final PrefixOption prefix = new PrefixOption();
  @Mixin private final JsonOption json = new JsonOption();

  RepoListCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var api = context.server().repositories();
    LISTING.print(
        context,
        page,
        json,
        (after, amount) -> api.listRepositories(prefix.value(), after, amount, null),
        RepositoryList::getResults,
        RepositoryList::getPagination);
  }
}
