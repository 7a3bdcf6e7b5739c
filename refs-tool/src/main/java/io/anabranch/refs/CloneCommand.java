package io.anabranch.refs;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a repository, with its data. */
@Command(
    name = "clone",
    description = {
      "Copy a repository with its data to another name, and another place or store.",
      "Objects that were imported are not copied: their entries keep the whole address."
    })
final class CloneCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as rivers.")
  private String original = "";

  @Parameters(index = "1", paramLabel = "NEW-NAME", description = "Such as rivers-archive.")
  private String name = "";

  @Option(
      names = "--storage-id",
      paramLabel = "ID",
      description = "The store of the copy (default: that of the original).")
  private @Nullable String storageId;

  @Option(
      names = "--storage-namespace",
      paramLabel = "NS",
      description = "Where the copy lies (on another store, by default at the same place).")
  private @Nullable String namespace;

  CloneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var clone = new Clone(session);
    return new Batch(session, "clone")
        .run(
            List.of(RepositoryNames.plain(name)),
            copy -> clone.run(RepositoryNames.plain(original), copy, storageId, namespace));
  }
}
