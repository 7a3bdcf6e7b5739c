package io.anabranch.cli.tags;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.uri.RefUri;
import io.anabranch.sdk.NotFoundException;
import io.anabranch.sdk.model.TagCreation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Give a commit a name that never moves.")
final class TagCreateCommand extends Action {

  @Parameters(index = "0", paramLabel = "TAG", description = "Such as lakefs://rivers/v1.")
  private String uri = "";

  @Parameters(index = "1", paramLabel = "REF", description = "Such as lakefs://rivers/main.")
  private String source = "";

  @Option(
      names = {"-f", "--force"},
      description = "If there is such a tag, delete it first.")
  private boolean force;

  TagCreateCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var tag = context.tag(uri);
    var from = context.ref(source);
    if (!from.repository().equals(tag.repository())) {
      throw new CliException("a tag names a commit of its own repository, not " + from);
    }
    if (force) {
      deleteIfPresent(tag);
    }
    var made =
        context
            .server()
            .tags()
            .createTag(tag.repository(), new TagCreation().id(tag.ref()).ref(from.ref()));
    context.print("Created tag '" + made.getId() + "' (" + made.getCommitId() + ")");
  }

  private void deleteIfPresent(RefUri tag) {
    try {
      context.server().tags().deleteTag(tag.repository(), tag.ref(), null);
    } catch (NotFoundException _) {
      // As it should be.
    }
  }
}
