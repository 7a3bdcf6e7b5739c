package io.anabranch.cli.transfer;

import io.anabranch.cli.console.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Files below a folder, named as objects are: with slashes, relative to it. */
public final class LocalFiles {

  private static final String GROWING = ".anabranch-part";

  private final Path folder;

  public LocalFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** All regular files, sorted; what is still being downloaded is none. */
  public List<String> list() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.endsWith(GROWING))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * @throws CliException if the name leads out of the folder, as an object's may
   */
  public Path resolve(String name) {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new CliException("the object " + name + " has no place below " + folder);
    }
    return file;
  }

  /** Writes a file as a whole: it is not there before it is complete. */
  public void write(String name, InputStream bytes) throws IOException {
    Path file = resolve(name);
    Files.createDirectories(file.getParent());
    Path growing = file.resolveSibling(file.getFileName() + GROWING);
    try {
      Files.copy(bytes, growing, StandardCopyOption.REPLACE_EXISTING);
      Files.move(growing, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(growing);
    }
  }

  /** Deletes a file, and the folders that are empty then. */
  public void delete(String name) throws IOException {
    Path file = resolve(name);
    Files.deleteIfExists(file);
    for (Path parent = file.getParent();
        parent != null && !parent.equals(folder);
        parent = parent.getParent()) {
      try (Stream<Path> inside = Files.list(parent)) {
        if (inside.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(parent);
    }
  }
}
