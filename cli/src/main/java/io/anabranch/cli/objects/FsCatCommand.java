package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.sdk.Download;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "cat", description = "Print the bytes of an object.")
final class FsCatCommand extends Action {

  @Parameters(index = "0", paramLabel = "PATH", description = "Such as lakefs://rivers/main/a.csv.")
  private String uri = "";

  @Option(
      names = "--pre-sign",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Read straight from the store, by a link.")
  private boolean presign;

  FsCatCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var path = context.path(uri);
    var server = context.server();
    try (Download download =
        presign
            ? server.links().download(path.repository(), path.ref(), path.path())
            : server.contents().download(path.repository(), path.ref(), path.path())) {
      download.stream().transferTo(context.console().out());
    }
  }
}
