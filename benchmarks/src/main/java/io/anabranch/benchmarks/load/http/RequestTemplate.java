package io.anabranch.benchmarks.load.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request built once, with places for a number that changes: {@value #SLOT} in its text becomes
 * ten digits. Not for several threads at once.
 */
public final class RequestTemplate implements NumberedRequest {

  /** Stands for the number, in path, head or body. */
  public static final String SLOT = "{number##}";

  private static final int DIGITS = SLOT.length();

  private final ByteBuffer bytes;
  private final int[] slots;

  private RequestTemplate(ByteBuffer bytes, int[] slots) {
    this.bytes = bytes;
    this.slots = slots;
  }

  /**
   * Builds a request with a body that is there from the beginning.
   *
   * @param target for example {@code PUT /path?query}
   * @param headers whole lines, each with its end
   */
  public static RequestTemplate of(String target, String headers, byte[] body) {
    return of(target, headers, body, body.length);
  }

  /** Builds the head of a request whose body is sent apart. */
  public static RequestTemplate head(String target, String headers, long bodyBytes) {
    return of(target, headers, new byte[0], bodyBytes);
  }

  @Override
  public ByteBuffer with(long number) {
    for (int slot : slots) {
      long rest = number;
      for (int i = slot + DIGITS - 1; i >= slot; i--) {
        bytes.put(i, (byte) ('0' + rest % 10));
        rest /= 10;
      }
    }
    return bytes;
  }

  /** Any text with places for a number, which need not be a whole request. */
  public static RequestTemplate ofText(String text) {
    return of(text, new byte[0]);
  }

  private static RequestTemplate of(String target, String headers, byte[] body, long bodyBytes) {
    return of(
        target + " HTTP/1.1\r\n" + headers + "Content-Length: " + bodyBytes + "\r\n\r\n", body);
  }

  private static RequestTemplate of(String head, byte[] body) {
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer whole = ByteBuffer.allocateDirect(bytes.length + body.length);
    whole.put(bytes).put(body).flip();
    String text = head + new String(body, StandardCharsets.ISO_8859_1);
    return new RequestTemplate(whole, slots(text));
  }

  private static int[] slots(String text) {
    List<Integer> slots = new ArrayList<>();
    for (int at = text.indexOf(SLOT); at >= 0; at = text.indexOf(SLOT, at + DIGITS)) {
      slots.add(at);
    }
    return slots.stream().mapToInt(Integer::intValue).toArray();
  }
}
