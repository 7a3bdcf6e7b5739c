package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.Times;
import io.anabranch.sdk.model.StoreHealth;
import io.anabranch.sdk.model.StoreHealth.StateEnum;
import io.anabranch.sdk.model.StoreOperation;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "health", description = "Show how a store fares, from what requests met of late.")
final class StoreHealthCommand extends Action {

  @Parameters(index = "0", paramLabel = "STORE", description = "Its id.")
  private String id = "";

  @Mixin private final JsonOption json = new JsonOption();

  StoreHealthCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    StoreHealth health = context.server().stores().getStoreHealth(id);
    if (json.isSet()) {
      context.printJson(health);
      return;
    }
    Style style = health.getState() == StateEnum.HEALTHY ? Style.fg_green : Style.fg_red;
    context.print(
        health.getStorageId()
            + ": "
            + context.console().styled(style, health.getState().toString()));
    health.getReasons().forEach(reason -> context.print("  " + reason));
    health.getOperations().forEach(this::print);
    if (health.getBreaker() != null) {
      context.print("  breaker: " + health.getBreaker().getState());
    }
    if (health.getLastTrouble() != null) {
      var trouble = health.getLastTrouble();
      context.print("  last trouble: " + Times.of(trouble.getTime()) + " " + trouble.getMessage());
    }
  }

  private void print(StoreOperation operation) {
    context.print(
        String.format(
            Locale.ROOT,
            "  %-10s %8d calls   median %.1f ms   p99 %.1f ms",
            operation.getOperation(),
            operation.getCalls(),
            operation.getMedianMs(),
            operation.getP99Ms()));
  }
}
