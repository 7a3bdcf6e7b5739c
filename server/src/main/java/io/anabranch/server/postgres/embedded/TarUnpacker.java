package io.anabranch.server.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a tar stream (POSIX ustar with the GNU long names {@code L} and {@code K}, and {@code
 * path} and {@code linkpath} of pax headers) below one directory. Files, directories and symbolic
 * links only; a name or a link that leads out of the directory is refused.
 */
final class TarUnpacker {

  private static final int BLOCK_BYTES = 512;
  private static final int LONGEST_HEADER_BYTES = 64 * 1024;

  private final InputStream tar;
  private final Path root;
  private final byte[] header = new byte[BLOCK_BYTES];
  private @Nullable String longName;
  private @Nullable String longLink;

  private TarUnpacker(InputStream tar, Path root) {
    this.tar = tar;
    this.root = root;
  }

  static void unpack(InputStream tar, Path directory) throws IOException {
    new TarUnpacker(tar, directory.toRealPath()).unpackAll();
  }

  private void unpackAll() throws IOException {
    while (tar.readNBytes(header, 0, BLOCK_BYTES) == BLOCK_BYTES && header[0] != 0) {
      unpackEntry(number(124, 12));
    }
  }

  private void unpackEntry(long size) throws IOException {
    char type = (char) header[156];
    switch (type) {
      case 'L' -> longName = upToNul(readText(size));
      case 'K' -> longLink = upToNul(readText(size));
      case 'x' -> readPaxHeader(readText(size));
      case 'g' -> skipBody(size);
      default -> {
        unpackNamed(type, size);
        longName = null;
        longLink = null;
      }
    }
  }

  private void unpackNamed(char type, long size) throws IOException {
    String name = longName != null ? longName : headerName();
    Path target = confined(root.resolve(name), name);
    switch (type) {
      case '0', '\0' -> unpackFile(target, name, size);
      case '5' -> Files.createDirectories(target);
      case '2' -> unpackLink(target, name, longLink != null ? longLink : text(157, 100));
      default -> throw new IOException("tar entry " + name + " has unknown type " + type);
    }
  }

  private void unpackFile(Path target, String name, long size) throws IOException {
    createParent(target, name);
    try (var out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[64 * 1024];
      for (long left = size; left > 0; ) {
        int read = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("tar ends within " + name);
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    skipPadding(size);
    boolean executable = (number(100, 8) & 0100) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private void unpackLink(Path target, String name, String linkTarget) throws IOException {
    createParent(target, name);
    confined(target.resolveSibling(linkTarget), name + " -> " + linkTarget);
    Files.createSymbolicLink(target, Path.of(linkTarget));
  }

  /** Also refuses to write through a link that an earlier entry made. */
  private void createParent(Path target, String name) throws IOException {
    Path parent = target.getParent();
    if (parent == null) {
      throw new IOException("tar entry has no parent directory: " + name);
    }
    Files.createDirectories(parent);
    if (!parent.toRealPath().equals(parent)) {
      throw new IOException("tar entry leads through a link: " + name);
    }
  }

  private Path confined(Path path, String name) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(root)) {
      throw new IOException("tar entry leads out of the directory: " + name);
    }
    return normal;
  }

  private String headerName() {
    String prefix = text(257, 5).equals("ustar") && header[262] == 0 ? text(345, 155) : "";
    return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
  }

  /** Records of the form {@code "length key=value\n"}; the length counts the whole record. */
  private void readPaxHeader(String records) {
    for (String line : records.split("\n", -1)) {
      String pair = line.substring(line.indexOf(' ') + 1);
      if (pair.startsWith("path=")) {
        longName = pair.substring("path=".length());
      } else if (pair.startsWith("linkpath=")) {
        longLink = pair.substring("linkpath=".length());
      }
    }
  }

  private String readText(long size) throws IOException {
    if (size > LONGEST_HEADER_BYTES) {
      throw new IOException("tar header of " + size + " bytes");
    }
    byte[] bytes = tar.readNBytes((int) size);
    skipPadding(size);
    return new String(bytes, UTF_8);
  }

  private void skipBody(long size) throws IOException {
    tar.skipNBytes(size);
    skipPadding(size);
  }

  private void skipPadding(long size) throws IOException {
    tar.skipNBytes(-size & (BLOCK_BYTES - 1));
  }

  private String text(int offset, int length) {
    return upToNul(new String(header, offset, length, UTF_8));
  }

  private static String upToNul(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private long number(int offset, int length) throws IOException {
    String digits = text(offset, length).strip();
    try {
      return Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("not a tar header: " + digits, e);
    }
  }
}
