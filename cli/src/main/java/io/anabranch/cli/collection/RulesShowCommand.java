package io.anabranch.cli.collection;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "get-config", description = "Show the retention rules of a repository.")
final class RulesShowCommand extends Action {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Mixin private final JsonOption json = new JsonOption();

  RulesShowCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    String repository = context.repository(uri).repository();
    var rules = context.server().repositories().getGCRules(repository);
    if (json.isSet()) {
      context.printJson(rules);
      return;
    }
    context.print("Default: " + rules.getDefaultRetentionDays() + " days");
    rules
        .getBranches()
        .forEach(
            rule ->
                context.print(
                    "Branch " + rule.getBranchId() + ": " + rule.getRetentionDays() + " days"));
  }
}
