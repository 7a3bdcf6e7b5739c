package io.anabranch.versioning.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mistake that someone could make in one file of the engine or of the stores it is tested with.
 *
 * @param file below {@code src}
 * @param right what the file says, in one place
 * @param wrong what it would say with the mistake
 * @param test the class that must catch it
 */
record Fault(String name, String file, String right, String wrong, String test) {

  private static final Path SOURCES = Path.of("src");

  /** The file with the mistake in it. Fails when the file does not say what it is said to say. */
  String plant() throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    int at = source.indexOf(right);
    if (at < 0 || source.indexOf(right, at + 1) >= 0) {
      throw new AssertionError("%s: %s must contain this once: %s".formatted(name, file, right));
    }
    return source.replace(right, wrong);
  }

  String className() {
    return file.substring(file.indexOf("io/"), file.length() - ".java".length()).replace('/', '.');
  }

  @Override
  public String toString() {
    return name;
  }
}
