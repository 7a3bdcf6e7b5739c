package io.anabranch.cli.usage;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.sdk.model.UsageReport;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "summary", description = "Show how often the API was called in each month.")
final class UsageSummaryCommand extends Action {

  @Mixin private final JsonOption json = new JsonOption();

  UsageSummaryCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var usage = context.server().internal().getUsageReportSummary();
    if (json.isSet()) {
      context.printJson(usage);
      return;
    }
    context.print("Usage report for installation ID: " + usage.getInstallationId());
    new Listing<UsageReport>(
            List.of("YEAR", "MONTH", "CALLS"),
            report ->
                List.of(
                    String.valueOf(report.getYear()),
                    String.valueOf(report.getMonth()),
                    String.valueOf(report.getCount())),
            report -> report.getYear() + "-" + report.getMonth())
        .print(context, json, usage.getReports());
  }
}
