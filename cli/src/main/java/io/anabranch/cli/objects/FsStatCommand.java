package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "stat", description = "Show the properties of an object.")
final class FsStatCommand extends Action {

  @Parameters(index = "0", paramLabel = "PATH", description = "Such as lakefs://rivers/main/a.csv.")
  private String uri = "";

  @Option(
      names = "--pre-sign",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Show a link to read it by as its physical address.")
  private boolean presign;

  @Mixin private final JsonOption json = new JsonOption();

  FsStatCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var path = context.path(uri);
    ObjectText.print(
        context,
        json,
        context
            .server()
            .objects()
            .statObject(path.repository(), path.ref(), path.path(), true, presign));
  }
}
