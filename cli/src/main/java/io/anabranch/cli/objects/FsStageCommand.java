package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.sdk.model.ObjectStageCreation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "stage",
    hidden = true,
    description = "Give a path to bytes that already lie in the store.")
final class FsStageCommand extends Action {

  @Parameters(index = "0", paramLabel = "PATH", description = "Such as lakefs://rivers/main/a.csv.")
  private String uri = "";

  @Option(names = "--location", required = true, description = "Where the bytes lie.")
  private String location = "";

  @Option(names = "--checksum", required = true, description = "Their ETag.")
  private String checksum = "";

  @Option(names = "--size", required = true, description = "How many there are.")
  private long size;

  @Option(names = "--mtime", description = "When they were changed, in seconds since 1970.")
  private @Nullable Long mtime;

  @Option(names = "--content-type", description = "The media type.")
  private @Nullable String contentType;

  @Option(names = "--meta", split = ",", description = "User metadata, KEY=VALUE.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Mixin private final JsonOption json = new JsonOption();

  FsStageCommand(Context context) {
    super(context);
  }

  @Override
  @SuppressWarnings("deprecation") // the operation is, and this command is for those who need it
  protected void run() {
    var path = context.path(uri);
    var creation =
        new ObjectStageCreation()
            .physicalAddress(location)
            .checksum(checksum)
            .sizeBytes(size)
            .mtime(mtime)
            .contentType(contentType)
            .metadata(metadata);
    ObjectText.print(
        context,
        json,
        context
            .server()
            .internal()
            .stageObject(path.repository(), path.ref(), path.path(), creation));
  }
}
