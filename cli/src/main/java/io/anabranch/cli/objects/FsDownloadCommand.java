package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.transfer.LocalFiles;
import io.anabranch.cli.transfer.TransferOptions;
import io.anabranch.cli.transfer.Transfers;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.model.ObjectStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "download", description = "Download an object, or all below a prefix.")
final class FsDownloadCommand extends Action {

  @Parameters(index = "0", paramLabel = "PATH", description = "Such as lakefs://rivers/main/a.csv.")
  private String uri = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DESTINATION",
      description = "A file or a folder (default: the working directory).")
  private @Nullable Path destination;

  @Option(
      names = {"-r", "--recursive"},
      description = "All objects below the path.")
  private boolean recursive;

  @SuppressWarnings("unused") // by intention
  @Option(
      names = "--part-size",
      hidden = true,
      paramLabel = "BYTES",
      description = "Accepted as lakectl has it; objects are read as a whole.")
  private long partSize;

  @Mixin private final TransferOptions transfer = new TransferOptions();

  FsDownloadCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    PathUri from = context.path(uri);
    if (recursive || from.path().isEmpty() || from.path().endsWith("/")) {
      downloadFolder(from.asFolder());
    } else {
      downloadFile(from);
    }
  }

  private void downloadFolder(PathUri from) throws IOException {
    Path folder = destination();
    Transfers transfers = transfer.transfers(context);
    List<ObjectStats> objects = transfers.list(from).toList();
    if (objects.isEmpty()) {
      throw new CliException("there is no object below " + from);
    }
    transfers.downloadAll(from, objects, new LocalFiles(folder), (_, _) -> {});
    context.print("downloaded " + objects.size() + " objects to " + folder);
  }

  private void downloadFile(PathUri from) throws IOException {
    Path target = destination();
    String name = from.path().substring(from.path().lastIndexOf('/') + 1);
    Path file = Files.isDirectory(target) ? target.resolve(name) : target;
    ObjectStats object =
        context
            .server()
            .objects()
            .statObject(from.repository(), from.ref(), from.path(), false, false);
    transfer
        .transfers(context)
        .download(
            from,
            Objects.requireNonNullElse(object.getSizeBytes(), 0L),
            file.getFileName().toString(),
            new LocalFiles(Objects.requireNonNull(file.toAbsolutePath().getParent())));
    context.print("downloaded " + from + " to " + file);
  }

  private Path destination() {
    Path working = context.console().workingDirectory();
    return destination == null ? working : working.resolve(destination);
  }
}
