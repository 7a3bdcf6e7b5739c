package io.anabranch.cli.audit;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.cli.command.PageOptions;
import io.anabranch.cli.console.Times;
import io.anabranch.sdk.model.AuditEvent;
import io.anabranch.sdk.model.AuditEventList;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List requests and how they ended, the latest first.")
final class AuditListCommand extends Action {

  @Option(names = "--user", paramLabel = "ID", description = "Only requests of this user.")
  private String user = "";

  @Option(names = "--repository", paramLabel = "ID", description = "Only on this repository.")
  private String repository = "";

  @Option(names = "--ref", paramLabel = "REF", description = "Only on this branch, tag or commit.")
  private String ref = "";

  @Option(
      names = "--path-prefix",
      paramLabel = "TEXT",
      description = "Only on paths that begin with this.")
  private String pathPrefix = "";

  @Option(
      names = "--operation",
      paramLabel = "ID",
      description = "Only to this operation of the API, such as uploadObject.")
  private String operation = "";

  @Option(
      names = "--action",
      paramLabel = "NAME",
      description = "Only what needs this permission, such as fs:WriteObject.")
  private String action = "";

  @Option(names = "--storage-id", paramLabel = "ID", description = "Only on this store.")
  private String storageId = "";

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "Only what was allowed, denied or failed.")
  private String outcome = "";

  @Option(names = "--request-id", paramLabel = "ID", description = "Only this request.")
  private String requestId = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only from then on, such as 2026-01-31T12:00:00Z.")
  private @Nullable OffsetDateTime from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only before then.")
  private @Nullable OffsetDateTime to;

  @Mixin private final PageOptions page = new PageOptions();
  @Mixin private final JsonOption json = new JsonOption();

  AuditListCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    new Listing<AuditEvent>(
            List.of("TIME", "USER", "OPERATION", "REPOSITORY", "REF", "PATH", "STATUS", "OUTCOME"),
            AuditListCommand::columns,
            AuditEvent::getId)
        .print(
            context,
            page,
            json,
            this::page,
            AuditEventList::getResults,
            AuditEventList::getPagination);
  }

  private AuditEventList page(String after, int amount) {
    return context
        .server()
        .audit()
        .listAuditEvents(
            user,
            repository,
            ref,
            pathPrefix,
            operation,
            action,
            storageId,
            outcome,
            requestId,
            from,
            to,
            after,
            amount);
  }

  private static List<String> columns(AuditEvent event) {
    return List.of(
        Times.of(event.getTime().toEpochSecond()),
        orEmpty(event.getUser()),
        event.getOperation(),
        orEmpty(event.getRepository()),
        orEmpty(event.getRef()),
        orEmpty(event.getPath()),
        String.valueOf(event.getStatus()),
        event.getOutcome());
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
