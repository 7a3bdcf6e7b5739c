package io.anabranch.blockstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Text as the value of an HTTP header: percent-encoded where it is not printable ASCII, and where a
 * proxy might drop a space. For adapters whose store keeps metadata in headers.
 */
public final class HeaderText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private HeaderText() {}

  public static String encoded(String value) {
    StringBuilder encoded = new StringBuilder(value.length());
    byte[] bytes = value.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      boolean plain =
          bytes[i] == ' '
              ? i > 0 && i < bytes.length - 1 && bytes[i - 1] != ' '
              : bytes[i] > ' ' && bytes[i] <= '~' && bytes[i] != '%';
      if (plain) {
        encoded.append((char) bytes[i]);
      } else {
        encoded.append('%').append(HEX.toHexDigits(bytes[i]));
      }
    }
    return encoded.toString();
  }

  /** Leaves alone what is not encoded, as others may have written it. */
  public static String decoded(String value) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(value.length());
    byte[] bytes = value.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (isEncoded(bytes, i)) {
        decoded.write(HexFormat.fromHexDigits(new String(bytes, i + 1, 2, UTF_8)));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(UTF_8);
  }

  private static boolean isEncoded(byte[] bytes, int at) {
    return bytes[at] == '%'
        && at + 2 < bytes.length
        && HexFormat.isHexDigit(bytes[at + 1])
        && HexFormat.isHexDigit(bytes[at + 2]);
  }
}
