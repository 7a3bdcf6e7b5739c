package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.console.Sizes;
import io.anabranch.cli.transfer.LocalFiles;
import io.anabranch.cli.transfer.TransferOptions;
import io.anabranch.cli.transfer.Transfers;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Contents;
import io.anabranch.sdk.UploadOptions;
import io.anabranch.sdk.model.ObjectStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "upload", description = "Upload a file, or all files of a folder.")
final class FsUploadCommand extends Action {

  private static final String STANDARD_INPUT = "-";

  @Parameters(index = "0", paramLabel = "PATH", description = "Such as lakefs://rivers/main/a.csv.")
  private String uri = "";

  @Option(
      names = {"-s", "--source"},
      required = true,
      paramLabel = "FILE",
      description = "A file, a folder with --recursive, or - for standard input.")
  private String source = STANDARD_INPUT;

  @Option(
      names = {"-r", "--recursive"},
      description = "All files of a folder; the path is what their names follow.")
  private boolean recursive;

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "The media type (default: guessed from the name).")
  private @Nullable String contentType;

  @Mixin private final TransferOptions transfer = new TransferOptions();
  @Mixin private final JsonOption json = new JsonOption();

  FsUploadCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    PathUri to = context.path(uri);
    if (recursive) {
      uploadFolder(to.asFolder());
      return;
    }
    if (to.path().isEmpty() || to.path().endsWith("/")) {
      throw new CliException("no name for the object: " + to + " (for a folder: --recursive)");
    }
    ObjectText.print(
        context, json, source.equals(STANDARD_INPUT) ? uploadInput(to) : uploadFile(to));
  }

  private ObjectStats uploadInput(PathUri to) {
    return context
        .server()
        .contents()
        .upload(
            to.repository(),
            to.ref(),
            to.path(),
            context.console().in(),
            Contents.UNKNOWN_LENGTH,
            options(to.path()));
  }

  private ObjectStats uploadFile(PathUri to) throws IOException {
    Path file = context.console().workingDirectory().resolve(source);
    if (Files.isDirectory(file)) {
      throw new CliException(source + " is a folder: pass --recursive");
    }
    return transfer.transfers(context).upload(to, file, options(source));
  }

  private void uploadFolder(PathUri to) throws IOException {
    var folder = new LocalFiles(context.console().workingDirectory().resolve(source));
    List<String> names = folder.list();
    long bytes = transfer.transfers(context).uploadAll(folder, names, to, this::options);
    context.print("uploaded %d objects, %s, to %s".formatted(names.size(), Sizes.of(bytes), to));
  }

  private UploadOptions options(String name) {
    return contentType == null
        ? Transfers.guessed(name)
        : UploadOptions.NONE.withContentType(contentType);
  }
}
