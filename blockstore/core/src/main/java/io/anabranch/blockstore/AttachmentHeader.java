package io.anabranch.blockstore;

import java.nio.charset.StandardCharsets;

/**
 * The {@code Content-Disposition} that makes a browser save what it gets under a name, for stores
 * whose links can carry one. As in RFC 6266: in plain ASCII for old clients, and exactly.
 */
public final class AttachmentHeader {

  private static final String UNRESERVED = "!#$&+-.^_`|~";

  private AttachmentHeader() {}

  /** Of a file name, any text, without folders. */
  public static String of(String fileName) {
    return "attachment; filename=\"" + plain(fileName) + "\"; filename*=UTF-8''" + exact(fileName);
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> plain.appendCodePoint(c < ' ' || c > '~' || "\"\\%".indexOf(c) >= 0 ? '_' : c));
    return plain.toString();
  }

  private static String exact(String name) {
    StringBuilder exact = new StringBuilder(name.length());
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      boolean alphanumeric = c < 0x80 && Character.isLetterOrDigit(c);
      if (alphanumeric || UNRESERVED.indexOf(c) >= 0) {
        exact.append((char) c);
      } else {
        exact.append("%%%02X".formatted(c));
      }
    }
    return exact.toString();
  }
}
