package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.transfer.Parallel;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.ObjectStats;
import io.anabranch.sdk.model.ObjectStatsList;
import io.anabranch.sdk.model.PathList;
import java.io.IOException;
import java.util.List;
import java.util.stream.Gatherers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Remove an object, or all below a prefix.")
final class FsRmCommand extends Action {

  @Parameters(index = "0", paramLabel = "PATH", description = "Such as lakefs://rivers/main/a.csv.")
  private String uri = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "All objects below the path.")
  private boolean recursive;

  @Option(
      names = {"-C", "--concurrency"},
      paramLabel = "N",
      description = "How many requests at once, each for a thousand objects.")
  private int concurrency = 50;

  FsRmCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    PathUri path = context.path(uri);
    if (!recursive) {
      context
          .server()
          .objects()
          .deleteObject(path.repository(), path.ref(), path.path(), null, null);
      return;
    }
    var paths =
        Pages.of(
                after ->
                    context
                        .server()
                        .objects()
                        .listObjects(
                            path.repository(),
                            path.ref(),
                            false,
                            false,
                            after,
                            Pages.LARGEST,
                            "",
                            path.path()),
                ObjectStatsList::getResults,
                ObjectStatsList::getPagination)
            .map(ObjectStats::getPath)
            .gather(Gatherers.windowFixed(Pages.LARGEST));
    Parallel.forEach(paths, Math.max(1, concurrency), some -> remove(path, some));
  }

  private void remove(PathUri in, List<String> paths) {
    var failures =
        context
            .server()
            .objects()
            .deleteObjects(in.repository(), in.ref(), new PathList().paths(paths), null, null)
            .getErrors();
    if (!failures.isEmpty()) {
      var first = failures.getFirst();
      throw new CliException(
          "%d objects were not removed; the first is %s: %s"
              .formatted(failures.size(), first.getPath(), first.getMessage()));
    }
  }
}
