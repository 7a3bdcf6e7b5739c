package io.anabranch.cli.repositories;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.model.BranchProtectionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code anabranch branch-protect}. */
public final class BranchProtectionCommands {

  private BranchProtectionCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "branch-protect",
        "Say which branches change by merges only.",
        List.of(new ListRules(context), new AddRule(context), new DeleteRule(context)));
  }

  private abstract static class OfRepository extends Action {

    @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
    private String uri = "";

    OfRepository(Context context) {
      super(context);
    }

    final String repository() {
      return context.repository(uri).repository();
    }

    /** Unless somebody else changes them meanwhile, which is a failure. */
    final void change(Consumer<List<BranchProtectionRule>> edit) {
      var api = context.server().repositories();
      var answer = api.getBranchProtectionRulesWithHttpInfo(repository());
      var rules = new ArrayList<>(answer.getData());
      edit.accept(rules);
      String version =
          answer.getHeaders().entrySet().stream()
              .filter(header -> header.getKey().equalsIgnoreCase("ETag"))
              .map(header -> header.getValue().getFirst())
              .findFirst()
              .orElse("");
      api.setBranchProtectionRules(repository(), rules, version);
    }
  }

  @Command(name = "list", description = "List the rules.")
  private static final class ListRules extends OfRepository {

    @Mixin private final JsonOption json = new JsonOption();

    ListRules(Context context) {
      super(context);
    }

    @Override
    protected void run() {
      var rules = context.server().repositories().getBranchProtectionRules(repository());
      new Listing<BranchProtectionRule>(
              List.of("BRANCH NAME PATTERN"),
              rule -> List.of(rule.getPattern()),
              BranchProtectionRule::getPattern)
          .print(context, json, rules);
    }
  }

  @Command(name = "add", description = "Protect the branches whose names match.")
  private static final class AddRule extends OfRepository {

    @Parameters(index = "1", paramLabel = "PATTERN", description = "Such as main or stable_*.")
    private String pattern = "";

    AddRule(Context context) {
      super(context);
    }

    @Override
    protected void run() {
      change(rules -> rules.add(new BranchProtectionRule().pattern(pattern)));
    }
  }

  @Command(name = "delete", description = "Take a rule away.")
  private static final class DeleteRule extends OfRepository {

    @Parameters(index = "1", paramLabel = "PATTERN", description = "As it is listed.")
    private String pattern = "";

    DeleteRule(Context context) {
      super(context);
    }

    @Override
    protected void run() {
      change(
          rules -> {
            if (!rules.removeIf(rule -> rule.getPattern().equals(pattern))) {
              throw new CliException("no such rule: " + pattern);
            }
          });
    }
  }
}
