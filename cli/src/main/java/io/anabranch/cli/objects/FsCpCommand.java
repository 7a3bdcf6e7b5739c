package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.transfer.Parallel;
import io.anabranch.cli.transfer.TransferOptions;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Download;
import io.anabranch.sdk.UploadOptions;
import io.anabranch.sdk.model.ObjectCopyCreation;
import io.anabranch.sdk.model.ObjectStats;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cp",
    description =
        "Copy an object, or all below a prefix: within its repository by the store itself, to"
            + " another repository, whatever its store, through this process.")
final class FsCpCommand extends Action {

  @Parameters(index = "0", paramLabel = "FROM", description = "Such as lakefs://rivers/main/a.csv.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Such as lakefs://lakes/dev/b.csv.")
  private String destination = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "All objects below the path.")
  private boolean recursive;

  @Mixin private final TransferOptions transfer = new TransferOptions();

  FsCpCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    PathUri from = context.path(source);
    PathUri to = context.path(destination);
    if (!recursive) {
      copy(stat(from), from, to);
      context.print("copied " + from + " to " + to);
      return;
    }
    PathUri below = from.asFolder();
    List<ObjectStats> objects = transfer.transfers(context).list(below).toList();
    Parallel.forEach(
        objects.stream(),
        transfer.atOnce(context),
        object -> {
          String name = object.getPath().substring(below.path().length());
          copy(
              object,
              below.withPath(object.getPath()),
              to.asFolder().withPath(to.asFolder().path() + name));
        });
    context.print("copied " + objects.size() + " objects to " + to.asFolder());
  }

  private ObjectStats stat(PathUri path) {
    return context
        .server()
        .objects()
        .statObject(path.repository(), path.ref(), path.path(), true, false);
  }

  private void copy(ObjectStats object, PathUri from, PathUri to) throws IOException {
    if (from.repository().equals(to.repository())) {
      context
          .server()
          .objects()
          .copyObject(
              to.repository(),
              to.ref(),
              to.path(),
              new ObjectCopyCreation().srcPath(from.path()).srcRef(from.ref()));
    } else {
      carry(object, from, to);
    }
  }

  private void carry(ObjectStats object, PathUri from, PathUri to) throws IOException {
    var contents = context.server().contents();
    var options =
        UploadOptions.NONE.withMetadata(Objects.requireNonNullElse(object.getMetadata(), Map.of()));
    if (object.getContentType() != null) {
      options = options.withContentType(object.getContentType());
    }
    try (Download download = contents.download(from.repository(), from.ref(), from.path())) {
      contents.upload(
          to.repository(),
          to.ref(),
          to.path(),
          download.stream(),
          Objects.requireNonNullElse(object.getSizeBytes(), 0L),
          options);
    }
  }
}
