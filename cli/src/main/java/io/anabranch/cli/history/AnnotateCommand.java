package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.Times;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.Commit;
import io.anabranch.sdk.model.ObjectStats;
import io.anabranch.sdk.model.ObjectStats.PathTypeEnum;
import io.anabranch.sdk.model.ObjectStatsList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells who changed what last. */
@Command(name = "annotate", description = "Show the commit that changed each object last.")
public final class AnnotateCommand extends Action {

  private static final int SHORT_ID = 16;

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "Such as lakefs://rivers/main/europe/.")
  private String uri = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "Objects in folders below, too.")
  private boolean recursive;

  @Option(names = "--first-parent", description = "Of merges follow the first parent only.")
  private boolean firstParent;

  public AnnotateCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    PathUri path = context.path(uri);
    var api = context.server().objects();
    Pages.of(
            after ->
                api.listObjects(
                    path.repository(),
                    path.ref(),
                    false,
                    false,
                    after,
                    Pages.LARGEST,
                    recursive ? "" : "/",
                    path.path()),
            ObjectStatsList::getResults,
            ObjectStatsList::getPagination)
        .forEach(object -> print(path, object));
  }

  private void print(PathUri path, ObjectStats object) {
    boolean isFolder = object.getPathType() == PathTypeEnum.COMMON_PREFIX;
    latest(path, object.getPath(), isFolder)
        .ifPresent(
            commit ->
                context.print(
                    String.join(
                        "\t",
                        object.getPath(),
                        commit.getCommitter(),
                        commit.getId().substring(0, SHORT_ID),
                        Times.of(commit.getCreationDate()),
                        commit.getMessage().lines().findFirst().orElse(""))));
  }

  /** Nothing for what was never committed. */
  private Optional<Commit> latest(PathUri in, String path, boolean isFolder) {
    List<String> one = List.of(path);
    List<String> none = List.of();
    return context
        .server()
        .refs()
        .logCommits(
            in.repository(),
            in.ref(),
            null,
            1,
            isFolder ? none : one,
            isFolder ? one : none,
            null,
            firstParent,
            null,
            null)
        .getResults()
        .stream()
        .findFirst();
  }
}
