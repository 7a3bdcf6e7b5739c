package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import io.anabranch.cli.command.JsonOption;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anabranch show}. */
public final class ShowCommands {

  private ShowCommands() {}

  public static CommandLine of(Context context) {
    return Group.of("show", "Show a commit.", List.of(new ShowCommit(context)));
  }

  @Command(name = "commit", description = "Show a commit.")
  private static final class ShowCommit extends Action {

    @Parameters(index = "0", paramLabel = "COMMIT", description = "Such as lakefs://rivers/1a2b3c.")
    private String uri = "";

    @Option(names = "--show-meta-range-id", description = "Tell where its tree lies.")
    private boolean showMetarange;

    @Mixin private final JsonOption json = new JsonOption();

    ShowCommit(Context context) {
      super(context);
    }

    @Override
    protected void run() {
      var ref = context.ref(uri);
      var commit = context.server().commits().getCommit(ref.repository(), ref.ref());
      if (json.isSet()) {
        context.printJson(commit);
      } else {
        CommitText.printLogged(context, commit, showMetarange);
      }
    }
  }
}
