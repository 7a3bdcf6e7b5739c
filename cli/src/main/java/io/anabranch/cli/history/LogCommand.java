package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.uri.RefUri;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.Commit;
import io.anabranch.sdk.model.CommitList;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells how a ref came to be. */
@Command(name = "log", description = "List the commits that lead to a ref, newest first.")
public final class LogCommand extends Action {

  @Parameters(index = "0", paramLabel = "REF", description = "Such as lakefs://rivers/main.")
  private String uri = "";

  @Option(names = "--amount", paramLabel = "N", description = "How many, at most; 0 means all.")
  private int amount;

  @Option(names = "--after", paramLabel = "ID", description = "Only what comes after this commit.")
  private String after = "";

  @Option(
      names = "--objects",
      split = ",",
      paramLabel = "PATH",
      description = "Only commits that changed one of these.")
  private List<String> objects = List.of();

  @Option(
      names = "--prefixes",
      split = ",",
      paramLabel = "PREFIX",
      description = "Only commits that changed something below one of these.")
  private List<String> prefixes = List.of();

  @Option(names = "--first-parent", description = "Of merges follow the first parent only.")
  private boolean firstParent;

  @Option(names = "--no-merges", description = "Leave merges out.")
  private boolean noMerges;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what was committed after, such as 2026-01-31T12:00:00Z.")
  private @Nullable String since;

  @Option(names = "--stop-at", paramLabel = "ID", description = "Go no further than this commit.")
  private @Nullable String stopAt;

  @Option(names = "--limit", description = "Look at no more than --amount commits.")
  private boolean limit;

  @Option(names = "--dot", description = "Print a graph for Graphviz.")
  private boolean dot;

  @Option(names = "--show-meta-range-id", description = "Tell where the tree of a commit lies.")
  private boolean showMetarange;

  @Mixin private final JsonOption json = new JsonOption();

  public LogCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    Stream<Commit> commits = commits(context.ref(uri));
    if (json.isSet()) {
      context.printJson(commits.toList());
    } else if (dot) {
      context.print("digraph {");
      commits.forEach(this::printNode);
      context.print("}");
    } else {
      commits.forEach(commit -> CommitText.printLogged(context, commit, showMetarange));
    }
  }

  private Stream<Commit> commits(RefUri ref) {
    var api = context.server().refs();
    OffsetDateTime from = sinceTime();
    int pageSize = amount > 0 && amount < Pages.LARGEST ? amount : Pages.LARGEST;
    Stream<Commit> all =
        Pages.of(
                after,
                next ->
                    api.logCommits(
                        ref.repository(),
                        ref.ref(),
                        next,
                        pageSize,
                        objects,
                        prefixes,
                        limit,
                        firstParent,
                        from,
                        stopAt),
                CommitList::getResults,
                CommitList::getPagination)
            .filter(commit -> !noMerges || commit.getParents().size() < 2);
    return amount > 0 ? all.limit(amount) : all;
  }

  private @Nullable OffsetDateTime sinceTime() {
    try {
      return since == null ? null : OffsetDateTime.parse(since);
    } catch (DateTimeParseException e) {
      throw new CliException("--since must be like 2026-01-31T12:00:00Z: " + since, e);
    }
  }

  private void printNode(Commit commit) {
    String message = commit.getMessage().replace("\\", "\\\\").replace("\"", "\\\"");
    context.print(
        "  \"%s\" [label=\"%.8s\\n%s\"]".formatted(commit.getId(), commit.getId(), message));
    commit
        .getParents()
        .forEach(parent -> context.print("  \"%s\" -> \"%s\"".formatted(commit.getId(), parent)));
  }
}
