package io.anabranch.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps a folder that follows a branch out of the git repository around it. */
final class Ignored {

  private static final String MARK = "# ignored by lakectl local - do not remove";
  private static final String END = "# end";

  private Ignored() {}

  /** Adds the folder to {@code .gitignore}, if it lies in a git repository and is not there yet. */
  static void add(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    if (root == null) {
      return;
    }
    Path file = root.resolve(".gitignore");
    String name = root.relativize(folder.toAbsolutePath().normalize()).toString() + "/*";
    List<String> lines =
        Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
    if (lines.contains(name)) {
      return;
    }
    int mark = lines.indexOf(MARK);
    if (mark < 0) {
      lines.addAll(List.of(MARK, name, "!" + CheckoutIndex.NAME, END));
    } else {
      lines.add(mark + 1, name);
    }
    Files.write(file, lines);
  }
}
