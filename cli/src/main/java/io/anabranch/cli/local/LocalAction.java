package io.anabranch.cli.local;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.transfer.TransferOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** A command in a folder that follows a branch already. */
abstract class LocalAction extends Action {

  @Mixin private final FolderParameter folder = new FolderParameter();

  @Mixin private final TransferOptions transfer = new TransferOptions();

  LocalAction(Context context) {
    super(context);
  }

  final Path folder() {
    return folder.in(context);
  }

  final Checkout checkout() throws IOException {
    return checkout(folder());
  }

  final Checkout checkout(Path at) throws IOException {
    return Checkout.find(context, transfer.transfers(context), at);
  }

  /** The changes of the branch that a folder's own changes would be lost under. */
  static void requireNoConflict(List<Change> here, List<Change> there) {
    Set<String> theirs = there.stream().map(Change::name).collect(Collectors.toSet());
    List<String> both = here.stream().map(Change::name).filter(theirs::contains).toList();
    if (!both.isEmpty()) {
      throw new CliException(
          "changed here and on the branch: "
              + String.join(", ", both)
              + "; --force takes the latter");
    }
  }
}
