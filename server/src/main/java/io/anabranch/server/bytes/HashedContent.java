package io.anabranch.server.bytes;

import io.anabranch.blockstore.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An upload as content for a store, hashed as it passes. When the client sent another MD5 along,
 * the end of it is a failure, so that nothing of it is ever in the store. For one reading by one
 * thread.
 */
public final class HashedContent implements Content {

  private final UploadBody body;
  private final HashingStream stream;

  public HashedContent(UploadBody body) {
    this.body = body;
    this.stream = new HashingStream(body);
  }

  @Override
  public OptionalLong length() {
    return body.length();
  }

  @Override
  public boolean reopenable() {
    return false;
  }

  /** Closing the stream does nothing: the body belongs to the request. */
  @Override
  public InputStream open() {
    return stream;
  }

  /** Reads what the store has left of it. */
  public void readToEnd() throws IOException {
    stream.transferTo(OutputStream.nullOutputStream());
  }

  /** In hex, of all bytes; to be asked once they have been read. */
  public String md5() {
    return stream.md5();
  }

  private static final class HashingStream extends PassingStream {

    private final MessageDigest digest = md5Digest();
    private final @Nullable String expected;
    private long left;
    private @Nullable String md5;

    HashingStream(UploadBody body) {
      super(body.stream());
      this.expected = body.md5();
      this.left = body.length().orElse(Long.MAX_VALUE);
    }

    /** Checks with the last byte, where it is known to be the last: a store may ask no further. */
    @Override
    protected void passed(byte[] bytes, int offset, int count) throws IOException {
      if (count > 0) {
        digest.update(bytes, offset, count);
        left -= count;
      }
      if (md5 == null && (count < 0 || left <= 0)) {
        refuseOther(md5());
      }
    }

    String md5() {
      if (md5 == null) {
        md5 = HexFormat.of().formatHex(digest.digest());
      }
      return md5;
    }

    private void refuseOther(String arrived) throws IOException {
      if (expected != null && !arrived.equals(expected)) {
        throw new DigestMismatchException(
            "the bytes that arrived have the MD5 "
                + arrived
                + ", which is not that of the Content-MD5 header: send them again");
      }
    }

    @Override
    public void close() {}
  }

  private static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
