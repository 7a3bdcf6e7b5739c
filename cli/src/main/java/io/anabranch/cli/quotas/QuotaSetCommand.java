package io.anabranch.cli.quotas;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.sdk.model.QuotaLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "set",
    description = "Set the limits of a quota, new or not. What is left out is not limited.")
final class QuotaSetCommand extends Action {

  @Mixin private final QuotaName whose = new QuotaName();

  @Option(names = "--bytes", paramLabel = "N", description = "How many may be stored.")
  private @Nullable Long bytes;

  @Option(names = "--objects", paramLabel = "N", description = "How many may be stored.")
  private @Nullable Long objects;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "How many each server answers.")
  private @Nullable Integer requestsPerSecond;

  @Option(
      names = "--used-bytes",
      paramLabel = "N",
      description = "What to count from, if not from what is counted by now.")
  private @Nullable Long usedBytes;

  @Option(names = "--used-objects", paramLabel = "N", description = "The same for objects.")
  private @Nullable Long usedObjects;

  QuotaSetCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var limits =
        new QuotaLimits()
            .bytes(bytes)
            .objects(objects)
            .requestsPerSecond(requestsPerSecond)
            .usedBytes(usedBytes)
            .usedObjects(usedObjects);
    context.server().quotas().setQuota(whose.scope(), whose.name(), limits);
    context.print("Set the quota of " + whose);
  }
}
