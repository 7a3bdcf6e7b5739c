package io.anabranch.blockstore.gs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.HttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;

/**
 * What is said of an object, and its bytes, in one body of known length. The library's own way of
 * putting them together knows no length: a body that breaks off would then look like a whole one.
 */
final class RelatedContent implements HttpContent {

  private final String boundary = UUID.randomUUID().toString();
  private final InputStream bytes;
  private final byte[] head;
  private final byte[] tail;
  private final long length;

  /**
   * @param json describes the object
   * @param bytes gives just as many as are announced; read once
   */
  RelatedContent(String json, String contentType, InputStream bytes, long count) {
    this.bytes = bytes;
    this.head =
        """
        --%1$s\r
        Content-Type: application/json; charset=UTF-8\r
        \r
        %2$s\r
        --%1$s\r
        Content-Type: %3$s\r
        \r
        """
            .formatted(boundary, json, contentType)
            .getBytes(UTF_8);
    this.tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(UTF_8);
    this.length = head.length + count + tail.length;
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public String getType() {
    return "multipart/related; boundary=" + boundary;
  }

  @Override
  public boolean retrySupported() {
    return false;
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    target.write(head);
    bytes.transferTo(target);
    target.write(tail);
    target.flush();
  }
}
