package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "presign",
    description = "Print a link that reads an object without credentials, for a while.")
final class FsPresignCommand extends Action {

  @Parameters(index = "0", paramLabel = "PATH", description = "Such as lakefs://rivers/main/a.csv.")
  private String uri = "";

  FsPresignCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var path = context.path(uri);
    var object =
        context
            .server()
            .objects()
            .statObject(path.repository(), path.ref(), path.path(), false, true);
    context.print(object.getPhysicalAddress());
  }
}
