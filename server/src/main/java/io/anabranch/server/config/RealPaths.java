package io.anabranch.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/** Compares paths as the file system takes them, symbolic links resolved. */
public final class RealPaths {

  private RealPaths() {}

  /** Whether one is the other, or lies in it. */
  public static boolean overlap(Path left, Path right) {
    Path realLeft = real(left);
    Path realRight = real(right);
    return realLeft.startsWith(realRight) || realRight.startsWith(realLeft);
  }

  /** Whether a path is one of these folders, or lies in one. */
  public static boolean isBelow(Path path, Collection<Path> folders) {
    Path realPath = real(path.toAbsolutePath().normalize());
    return folders.stream().anyMatch(folder -> realPath.startsWith(real(folder)));
  }

  /** With the symbolic links of whatever exists of it resolved. */
  private static Path real(Path path) {
    Path parent = path.getParent();
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return parent == null ? path : real(parent).resolve(path.getFileName());
    }
  }
}
