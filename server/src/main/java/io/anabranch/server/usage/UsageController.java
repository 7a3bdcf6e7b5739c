package io.anabranch.server.usage;

import io.anabranch.server.auth.AnyUser;
import io.anabranch.server.auth.Installation;
import io.anabranch.server.postgres.UsageTable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/** The number of calls for each month, of the tag {@code internal}. */
@Controller("/api/v1/usage-report/summary")
@ExecuteOn(TaskExecutors.BLOCKING)
class UsageController {

  private final Installation installation;
  private final UsageTable table;
  private final Calls calls;

  UsageController(Installation installation, UsageTable table, Calls calls) {
    this.installation = installation;
    this.table = table;
    this.calls = calls;
  }

  /** Calls of other servers show once those have recorded them. */
  @Get
  @AnyUser
  UsageSummary getUsageReportSummary() {
    calls.record();
    return new UsageSummary(
        installation.id(), table.list().stream().map(UsageController::report).toList());
  }

  private static MonthReport report(UsageTable.Usage usage) {
    return new MonthReport(usage.month().getYear(), usage.month().getMonthValue(), usage.calls());
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record UsageSummary(String installationId, List<MonthReport> reports) {}

  @Serdeable
  record MonthReport(int year, int month, long count) {}
}
