package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.Sizes;
import io.anabranch.cli.console.Times;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.ObjectStats;
import io.anabranch.sdk.model.ObjectStats.PathTypeEnum;
import io.anabranch.sdk.model.ObjectStatsList;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ls", description = "List objects and folders.")
final class FsLsCommand extends Action {

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "Such as lakefs://rivers/main/europe/.")
  private String uri = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "Objects in folders below, too.")
  private boolean recursive;

  @Mixin private final JsonOption json = new JsonOption();

  FsLsCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    PathUri prefix = context.path(uri);
    Stream<ObjectStats> objects = list(prefix);
    if (json.isSet()) {
      context.printJson(objects.toList());
    } else {
      objects.forEach(object -> print(prefix.path(), object));
    }
  }

  private Stream<ObjectStats> list(PathUri prefix) {
    var api = context.server().objects();
    return Pages.of(
        after ->
            api.listObjects(
                prefix.repository(),
                prefix.ref(),
                json.isSet(),
                false,
                after,
                Pages.LARGEST,
                recursive ? "" : "/",
                prefix.path()),
        ObjectStatsList::getResults,
        ObjectStatsList::getPagination);
  }

  private void print(String prefix, ObjectStats object) {
    // Names are relative to the folder that the prefix lies in.
    String name = object.getPath().substring(prefix.lastIndexOf('/') + 1);
    boolean isFolder = object.getPathType() == PathTypeEnum.COMMON_PREFIX;
    context.print(
        "%-14s  %-29s  %-10s  %s"
            .formatted(
                object.getPathType(),
                isFolder ? "" : Times.of(object.getMtime()),
                isFolder ? "" : Sizes.of(Objects.requireNonNullElse(object.getSizeBytes(), 0L)),
                name));
  }
}
