package io.anabranch.server.links;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** The last part of a link: tools take a file's name and type from there. */
final class FileNames {

  private static final int MOST_CHARACTERS = 100;
  private static final String NAMELESS = "object";

  private FileNames() {}

  /** The end of a path, its extension included; never empty, never a name that URLs resolve. */
  static String of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int characters = name.codePointCount(0, name.length());
    if (characters > MOST_CHARACTERS) {
      name = name.substring(name.offsetByCodePoints(0, characters - MOST_CHARACTERS));
    }
    return name.isEmpty() || name.equals(".") || name.equals("..") ? NAMELESS : name;
  }

  /** Percent-encoded for one segment of a path. */
  static String encode(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
