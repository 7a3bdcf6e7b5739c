package io.anabranch.cli.local;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.uri.PathUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "init",
    description = "Let a folder follow a path; its files stay, and are changes of yours.")
final class LocalInitCommand extends Action {

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "Such as lakefs://rivers/main/europe/.")
  private String uri = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Default: the working directory.")
  private @Nullable Path folder;

  @Option(names = "--force", description = "Even if it follows another path.")
  private boolean force;

  @Option(
      names = "--gitignore",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Keep the files out of the git repository around them (default: true).")
  private boolean gitignore;

  LocalInitCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    PathUri source = context.path(uri).asFolder();
    Path at = context.console().workingDirectory();
    begin(context, source, folder == null ? at : at.resolve(folder), force, gitignore);
  }

  /** Makes the index; nothing is downloaded. */
  static CheckoutIndex begin(
      Context context, PathUri source, Path folder, boolean force, boolean gitignore)
      throws IOException {
    if (Files.exists(folder.resolve(CheckoutIndex.NAME)) && !force) {
      throw new CliException(
          folder + " follows " + CheckoutIndex.read(folder).source() + " already; see --force");
    }
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
