package io.anabranch.cli.tags;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show the commit a tag stands for.")
final class TagShowCommand extends Action {

  @Parameters(index = "0", paramLabel = "TAG", description = "Such as lakefs://rivers/v1.")
  private String uri = "";

  @Mixin private final JsonOption json = new JsonOption();

  TagShowCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var tag = context.tag(uri);
    var ref = context.server().tags().getTag(tag.repository(), tag.ref());
    if (json.isSet()) {
      context.printJson(ref);
    } else {
      context.print(ref.getId() + " " + ref.getCommitId());
    }
  }
}
