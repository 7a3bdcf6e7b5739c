package io.anabranch.refs;

import io.anabranch.sdk.model.Repository;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the refs of repositories to their stores, and manifests to files. */
@Command(
    name = "dump",
    description = {
      "Write the refs of repositories to their stores, and a manifest of each to a file.",
      "With --rm nobody should write meanwhile: what comes after the dump is not in it."
    })
final class DumpCommand implements Callable<Integer> {

  /** Some, or all. */
  static final class Selection {

    @Parameters(paramLabel = "REPOSITORY", arity = "1..*", description = "Such as rivers.")
    private List<String> repositories = List.of();

    @Option(names = "--all", required = true, description = "All repositories of the server.")
    private boolean all;
  }

  private final Session session;

  @ArgGroup(multiplicity = "1")
  private Selection selection = new Selection();

  @Mixin private final DumpOptions options = new DumpOptions();

  DumpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var dump = new Dump(session, options);
    return new Batch(session, "dump").run(selected(), dump::run);
  }

  private List<String> selected() {
    return selection.all
        ? new ServerRepositories(session.server()).all().map(Repository::getId).toList()
        : selection.repositories.stream().map(RepositoryNames::plain).distinct().toList();
  }
}
