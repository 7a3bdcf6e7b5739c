package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.console.Json;
import io.anabranch.cli.uri.RefUri;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.Commit;
import io.anabranch.sdk.model.CommitList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anabranch bisect}: finds the commit that broke something, by halves. */
public final class BisectCommands {

  private static final String STATE = ".anabranch.bisect.json";

  private BisectCommands() {}

  public static CommandLine of(Context context) {
    // What follows the program is the program's, also what looks like an option of ours.
    CommandLine run = new CommandLine(new Run(context)).setStopAtPositional(true);
    return Group.of(
        "bisect",
        "Find the commit that broke something.",
        List.of(
            new Start(context),
            new Good(context),
            new Bad(context),
            run,
            new View(context),
            new Log(context),
            new Reset(context)));
  }

  /** Keeps the search in a file between two commands. */
  private abstract static class Step extends Action {

    Step(Context context) {
      super(context);
    }

    final Path file() {
      return context.console().home().resolve(STATE);
    }

    final Bisection read() throws IOException {
      if (!Files.exists(file())) {
        throw new CliException(
            "nothing is being searched for: begin with `anabranch bisect start`");
      }
      return Json.mapper().readValue(Files.readAllBytes(file()), Bisection.class);
    }

    final void write(Bisection bisection) throws IOException {
      Files.writeString(file(), Json.of(bisection));
      report(bisection);
    }

    final void report(Bisection bisection) {
      context.print(
          bisection
              .next()
              .map(
                  commit ->
                      "%d commits left; try %s"
                          .formatted(
                              bisection.commits().size(),
                              new RefUri(bisection.repository(), commit)))
              .orElseGet(() -> "found: " + bisection.commits().getFirst()));
    }

    final Bisection judge(UnaryOperator<Bisection> verdict) throws IOException {
      Bisection before = read();
      if (before.next().isEmpty()) {
        throw new CliException("it is found already: " + before.commits().getFirst());
      }
      Bisection after = verdict.apply(before);
      write(after);
      return after;
    }
  }

  @Command(name = "start", description = "Begin, with a ref that is bad and one that is good.")
  private static final class Start extends Step {

    @Parameters(index = "0", paramLabel = "BAD", description = "Such as lakefs://rivers/main.")
    private String bad = "";

    @Parameters(index = "1", paramLabel = "GOOD", description = "Such as lakefs://rivers/v1.")
    private String good = "";

    Start(Context context) {
      super(context);
    }

    @Override
    protected void run() throws IOException {
      var from = context.ref(bad);
      var to = context.ref(good);
      var commits = context.server().commits();
      String known = commits.getCommit(to.repository(), to.ref()).getId();
      List<String> suspects =
          Pages.of(
                  after ->
                      context
                          .server()
                          .refs()
                          .logCommits(
                              from.repository(),
                              from.ref(),
                              after,
                              Pages.LARGEST,
                              null,
                              null,
                              null,
                              true,
                              null,
                              null),
                  CommitList::getResults,
                  CommitList::getPagination)
              .map(Commit::getId)
              .takeWhile(id -> !id.equals(known))
              .toList();
      if (suspects.isEmpty()) {
        throw new CliException("there is no commit between " + to + " and " + from);
      }
      write(new Bisection(from.repository(), suspects, List.of()));
    }
  }

  @Command(name = "good", description = "What was to be tried is good.")
  private static final class Good extends Step {
    Good(Context context) {
      super(context);
    }

    @Override
    protected void run() throws IOException {
      judge(Bisection::good);
    }
  }

  @Command(name = "bad", description = "What was to be tried is bad.")
  private static final class Bad extends Step {
    Bad(Context context) {
      super(context);
    }

    @Override
    protected void run() throws IOException {
      judge(Bisection::bad);
    }
  }

  @Command(
      name = "run",
      description =
          "Let a program decide: status 0 is good, any other bad. It finds the commit as a URI in"
              + " BISECT_REF_URI, and as BISECT_REPOSITORY and BISECT_REF.")
  private static final class Run extends Step {

    @Parameters(arity = "1..*", paramLabel = "PROGRAM", description = "And its arguments.")
    private List<String> program = List.of();

    Run(Context context) {
      super(context);
    }

    @Override
    protected void run() throws IOException {
      Bisection bisection = read();
      while (bisection.next().isPresent()) {
        String commit = bisection.next().get();
        boolean good = succeeds(new RefUri(bisection.repository(), commit));
        context.print(commit + " is " + (good ? "good" : "bad"));
        bisection = judge(good ? Bisection::good : Bisection::bad);
      }
    }

    private boolean succeeds(RefUri ref) throws IOException {
      var process = new ProcessBuilder(program).inheritIO();
      process.environment().put("BISECT_REF_URI", ref.toString());
      process.environment().put("BISECT_REPOSITORY", ref.repository());
      process.environment().put("BISECT_REF", ref.ref());
      try {
        return process.start().waitFor() == 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CliException("interrupted", e);
      }
    }
  }

  @Command(name = "view", description = "Show the commits that are left.")
  private static final class View extends Step {
    View(Context context) {
      super(context);
    }

    @Override
    protected void run() throws IOException {
      Bisection bisection = read();
      bisection.commits().forEach(context::print);
      report(bisection);
    }
  }

  @Command(name = "log", description = "Show what was judged so far.")
  private static final class Log extends Step {
    Log(Context context) {
      super(context);
    }

    @Override
    protected void run() throws IOException {
      read().log().forEach(context::print);
    }
  }

  @Command(name = "reset", description = "Forget the search.")
  private static final class Reset extends Step {
    Reset(Context context) {
      super(context);
    }

    @Override
    protected void run() throws IOException {
      Files.deleteIfExists(file());
    }
  }
}
