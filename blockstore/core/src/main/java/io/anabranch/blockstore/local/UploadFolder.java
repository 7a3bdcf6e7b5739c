package io.anabranch.blockstore.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OngoingUpload;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.UploadedPart;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The directory of one upload: a file {@code address} that says what it is for, and a file for each
 * part, named by its number. The directory appears and disappears whole, by a rename.
 */
record UploadFolder(Path path) {

  static final String ADDRESS = "address";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  String id() {
    return path.getFileName().toString();
  }

  Path part(int number) {
    return path.resolve(Integer.toString(number));
  }

  boolean exists() {
    return Files.exists(addressFile(), NOFOLLOW_LINKS);
  }

  private Path addressFile() {
    return path.resolve(ADDRESS);
  }

  /** No container or key of a local store holds a NUL. */
  static byte[] addressBytes(PhysicalAddress address) {
    return (address.container() + "\0" + address.key()).getBytes(UTF_8);
  }

  /**
   * @throws java.nio.file.NoSuchFileException when there is no such upload
   */
  OngoingUpload describe() throws IOException {
    String text = Files.readString(addressFile(), UTF_8);
    int end = text.indexOf('\0');
    if (end < 0) {
      throw new IOException("the address of upload " + id() + " is damaged");
    }
    PhysicalAddress address = new PhysicalAddress(text.substring(0, end), text.substring(end + 1));
    return new OngoingUpload(
        address, id(), Files.getLastModifiedTime(addressFile(), NOFOLLOW_LINKS).toInstant());
  }

  /** What has been received, by number. */
  NavigableMap<Integer, UploadedPart> parts(PhysicalAddress address) throws IOException {
    NavigableMap<Integer, UploadedPart> parts = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (NUMBER.matcher(name).matches()) {
          BasicFileAttributes attributes =
              Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
          int number = Integer.parseInt(name);
          parts.put(number, describe(number, LocalFile.describe(address, attributes)));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return parts;
  }

  static UploadedPart describe(int number, ObjectInfo file) {
    return new UploadedPart(number, file.size(), file.etag());
  }
}
