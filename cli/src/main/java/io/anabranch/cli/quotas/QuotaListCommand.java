package io.anabranch.cli.quotas;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.cli.command.PageOptions;
import io.anabranch.sdk.model.Quota;
import io.anabranch.sdk.model.QuotaList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List quotas and what is used of them.")
final class QuotaListCommand extends Action {

  @Mixin private final PageOptions page = new PageOptions();
  @Mixin private final JsonOption json = new JsonOption();

  QuotaListCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var api = context.server().quotas();
    new Listing<Quota>(
            List.of("WHOSE", "BYTES", "OF", "OBJECTS", "OF", "REQUESTS/S"),
            QuotaListCommand::columns,
            QuotaListCommand::name)
        .print(
            context, page, json, api::listQuotas, QuotaList::getResults, QuotaList::getPagination);
  }

  private static String name(Quota quota) {
    return quota.getScope() + "/" + quota.getName();
  }

  private static List<String> columns(Quota quota) {
    return List.of(
        name(quota),
        String.valueOf(quota.getUsedBytes()),
        limit(quota.getBytes()),
        String.valueOf(quota.getUsedObjects()),
        limit(quota.getObjects()),
        limit(quota.getRequestsPerSecond()));
  }

  private static String limit(@Nullable Number limit) {
    return limit == null ? "-" : limit.toString();
  }
}
