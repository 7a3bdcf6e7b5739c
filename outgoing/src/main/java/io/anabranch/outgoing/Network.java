package io.anabranch.outgoing;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * All addresses that begin with the same bits.
 *
 * @param address holds those bits; an IPv4 address that is mapped into IPv6 counts as IPv4
 * @param bits how many
 */
public record Network(InetAddress address, int bits) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. Never asks for a name.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
    int size = address.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? size : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > size) {
      throw new IllegalArgumentException("`" + text + "` has a prefix of no possible length");
    }
    return new Network(address, bits);
  }

  /** The JDK also takes {@code 10.1}, which people read in different ways. */
  private static InetAddress literal(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    if (text.indexOf(':') < 0 && !address.getHostAddress().equals(text)) {
      throw new IllegalArgumentException("`" + text + "` is no address in full");
    }
    return address;
  }

  public boolean contains(InetAddress candidate) {
    byte[] ours = address.getAddress();
    byte[] theirs = candidate.getAddress();
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    return ours.length == theirs.length
        && Arrays.equals(ours, 0, whole, theirs, 0, whole)
        && (rest == 0 || (ours[whole] ^ theirs[whole]) >> (Byte.SIZE - rest) == 0);
  }
}
