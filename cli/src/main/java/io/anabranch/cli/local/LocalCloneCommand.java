package io.anabranch.cli.local;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.transfer.TransferOptions;
import io.anabranch.cli.uri.PathUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "clone", description = "Download a path into a new folder that follows it.")
final class LocalCloneCommand extends Action {

  @Mixin private final FollowOptions followed = new FollowOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Default: named as the path's last part, in the working directory.")
  private @Nullable Path folder;

  @Mixin private final TransferOptions transfer = new TransferOptions();

  LocalCloneCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    PathUri source = followed.source(context);
    Path at = context.console().workingDirectory();
    Path into = at.resolve(folder == null ? Path.of(name(source)) : folder).normalize();
    requireEmpty(into);
    var index = followed.begin(context, into, false);
    var checkout = new Checkout(context, transfer.transfers(context), into, index);
    List<Change> missing = checkout.changes();
    checkout.take("clone", index.head(), source, missing);
    context.print(
        "Successfully cloned " + source + " to " + into + ": " + missing.size() + " files");
  }

  private static String name(PathUri source) {
    String path = source.path().isEmpty() ? source.repository() : source.path();
    return path.replaceAll("/+$", "").replaceAll("^.*/", "");
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new CliException(
              folder + " is not empty: name another folder, or use `local init`");
        }
      }
    }
  }
}
