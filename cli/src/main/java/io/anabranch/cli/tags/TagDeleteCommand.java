package io.anabranch.cli.tags;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.YesOption;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a tag. Its commit stays.")
final class TagDeleteCommand extends Action {

  @Parameters(index = "0", paramLabel = "TAG", description = "Such as lakefs://rivers/v1.")
  private String uri = "";

  @Mixin private final YesOption yes = new YesOption();

  TagDeleteCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var tag = context.tag(uri);
    yes.require(context, "Are you sure you want to delete tag " + tag.ref() + "?");
    context.server().tags().deleteTag(tag.repository(), tag.ref(), null);
    context.print("Deleted tag '" + tag.ref() + "'");
  }
}
