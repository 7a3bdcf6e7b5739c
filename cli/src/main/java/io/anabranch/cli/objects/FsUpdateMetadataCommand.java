package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.sdk.model.UpdateObjectUserMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "update-metadata",
    hidden = true,
    description = "Replace the user metadata of an object.")
final class FsUpdateMetadataCommand extends Action {

  @Parameters(index = "0", paramLabel = "PATH", description = "Such as lakefs://rivers/main/a.csv.")
  private String uri = "";

  @Option(
      names = "--metadata",
      split = ",",
      required = true,
      description = "KEY=VALUE, as often as you like.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  FsUpdateMetadataCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var path = context.path(uri);
    context
        .server()
        .objects()
        .updateObjectUserMetadata(
            path.repository(),
            path.ref(),
            path.path(),
            new UpdateObjectUserMetadata().set(metadata));
  }
}
