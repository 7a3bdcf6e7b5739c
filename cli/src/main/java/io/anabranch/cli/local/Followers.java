package io.anabranch.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders that follow something. */
final class Followers {

  private Followers() {}

  static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.getFileName().toString().equals(CheckoutIndex.NAME))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }
}
