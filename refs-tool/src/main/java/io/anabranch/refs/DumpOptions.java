package io.anabranch.refs;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How repositories are dumped. */
final class DumpOptions {

  @Option(
      names = "--commit",
      description = "First commit what is staged, on every branch that has such changes.")
  private boolean commit;

  @Option(
      names = "--ignore-uncommitted",
      description = "Dump a repository even if it has uncommitted changes, without them.")
  private boolean ignoreUncommitted;

  @Option(
      names = "--rm",
      description =
          "Delete the definition of a repository once its manifest is durable. Its data stays.")
  private boolean remove;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "Where <repository>_manifest.json is written (default: here).")
  private Path folder = Path.of("");

  boolean commits() {
    return commit;
  }

  boolean ignoresUncommitted() {
    return ignoreUncommitted;
  }

  boolean removes() {
    return remove;
  }

  Path folder() {
    return folder.toAbsolutePath();
  }
}
