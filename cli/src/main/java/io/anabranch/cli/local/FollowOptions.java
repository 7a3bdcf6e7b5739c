package io.anabranch.cli.local;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.uri.PathUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a folder is to follow. */
final class FollowOptions {

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "Such as lakefs://rivers/main/europe/.")
  private String uri = "";

  @Option(
      names = "--gitignore",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Keep the files out of the git repository around them (default: true).")
  private boolean gitignore;

  PathUri source(Context context) {
    return context.path(uri).asFolder();
  }

  /**
   * Makes the index; nothing is downloaded.
   *
   * @param force even if the folder follows another path
   */
  CheckoutIndex begin(Context context, Path folder, boolean force) throws IOException {
    if (Files.exists(folder.resolve(CheckoutIndex.NAME)) && !force) {
      throw new CliException(
          folder + " follows " + CheckoutIndex.read(folder).source() + " already; see --force");
    }
    PathUri source = source(context);
    String head = context.server().commits().getCommit(source.repository(), source.ref()).getId();
    Files.createDirectories(folder);
    var index = new CheckoutIndex(source, head, "");
    index.write(folder);
    if (gitignore) {
      Ignored.add(folder);
    }
    context.print("Successfully linked " + folder + " to " + source);
    return index;
  }
}
