package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.model.StoreCheck;
import io.anabranch.sdk.model.StoreCheckOptions;
import io.anabranch.sdk.model.StoreCheckStep;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = "Have the server write, read, list, sign and delete a small object on a store.")
final class StoreCheckCommand extends Action {

  @Parameters(index = "0", paramLabel = "STORE", description = "Its id.")
  private String id = "";

  @Option(
      names = "--storage-namespace",
      paramLabel = "URI",
      description = "Where to write, such as s3://bucket; otherwise where it offers namespaces.")
  private @Nullable String namespace;

  @Mixin private final JsonOption json = new JsonOption();

  StoreCheckCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    StoreCheck check =
        context
            .server()
            .stores()
            .checkStore(id, new StoreCheckOptions().storageNamespace(namespace));
    if (json.isSet()) {
      context.printJson(check);
    } else {
      check.getSteps().forEach(this::print);
    }
    if (!check.getPassed()) {
      throw new CliException("store " + id + " did not pass");
    }
  }

  private void print(StoreCheckStep step) {
    context.print(
        String.format(
            Locale.ROOT,
            "%-8s %-8s %6.0f ms  %s",
            step.getName(),
            step.getOutcome(),
            step.getMilliseconds(),
            step.getMessage()));
  }
}
