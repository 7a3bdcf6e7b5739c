package io.anabranch.cli.local;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the folders below one that follow something.")
final class LocalListCommand extends Action {

  @Mixin private final FolderParameter folder = new FolderParameter();

  @Mixin private final JsonOption json = new JsonOption();

  LocalListCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    Path below = folder.in(context);
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path follower : Followers.below(below)) {
      CheckoutIndex index = CheckoutIndex.read(follower);
      rows.add(
          Map.of(
              "folder",
              below.relativize(follower).toString(),
              "source",
              index.source().toString(),
              "commit",
              index.head()));
    }
    new Listing<Map<String, String>>(
            List.of("FOLDER", "FOLLOWS", "COMMIT"),
            row ->
                List.of(
                    row.getOrDefault("folder", ""),
                    row.getOrDefault("source", ""),
                    row.getOrDefault("commit", "")),
            row -> row.getOrDefault("folder", ""))
        .print(context, json, rows);
  }
}
