package io.anabranch.server.audit;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Dates;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.postgres.AuditTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.PageRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Set;

/** The operations of the tag {@code audit}. */
@Controller("/api/anabranch/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditController {

  private static final Set<String> OUTCOMES = Set.of("", "allowed", "denied", "failed");

  private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  private final AuditTable table;

  AuditController(AuditTable table) {
    this.table = table;
  }

  @Get
  @Permission(action = Action.READ_AUDIT, on = On.EVERYTHING)
  Results<AuditEventBody> listAuditEvents(
      @QueryValue(defaultValue = "") String user,
      @QueryValue(defaultValue = "") String repository,
      @QueryValue(defaultValue = "") String ref,
      @QueryValue(value = "path_prefix", defaultValue = "") String pathPrefix,
      @QueryValue(defaultValue = "") String operation,
      @QueryValue(defaultValue = "") String action,
      @QueryValue(value = "storage_id", defaultValue = "") String storageId,
      @QueryValue(defaultValue = "") String outcome,
      @QueryValue(value = "request_id", defaultValue = "") String requestId,
      @QueryValue(defaultValue = "") String from,
      @QueryValue(defaultValue = "") String to,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    if (!OUTCOMES.contains(outcome)) {
      throw new FailureException(
          new Failure.Invalid("outcome must be allowed, denied or failed, not '" + outcome + "'"));
    }
    var filter =
        new AuditTable.Filter(
            user,
            repository,
            ref,
            pathPrefix,
            operation,
            action,
            storageId,
            outcome,
            requestId,
            Dates.find("from", from).orElse(Instant.EPOCH),
            Dates.find("to", to).orElse(FOREVER));
    var found = table.list(filter, Positions.parse(after), PageRequest.amount(amount));
    return Results.of(
        found.events(), found.next().map(Positions::text).orElse(""), AuditEventBody::of);
  }
}
