package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.OpenObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Gives as many bytes as were announced, with the digest that was told, or fails. The digest is
 * compared before the last of the bytes are given, so nobody has the whole of a wrong object. Not a
 * filter: skipping and going back would pass bytes unseen.
 */
final class ExactStream extends InputStream {

  private final OpenObject object;
  private final Comparison comparison;
  private final Optional<Checksum> told;
  private final Optional<Digest> digest;
  private long left;
  private boolean compared;

  /**
   * @param told of all that the stream gives, if it is to be compared
   */
  ExactStream(OpenObject object, Comparison comparison, Optional<Checksum> told) {
    this.object = object;
    this.comparison = comparison;
    this.told = told;
    this.digest = told.map(checksum -> Digest.of(checksum.algorithm()));
    this.left = object.length();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = object.stream().read(target, offset, length);
    if (count < 0 && left > 0) {
      throw failure(Kind.UNAVAILABLE, "ended " + left + " bytes before its end");
    }
    if (count > left) {
      throw failure(Kind.CORRUPT, "went on beyond its end");
    }
    if (count > 0) {
      digest.ifPresent(d -> d.add(target, offset, count));
      left -= count;
    }
    if (left == 0) {
      compare();
    }
    return count;
  }

  private void compare() throws IOException {
    if (digest.isEmpty() || compared) {
      return;
    }
    try {
      comparison.requireDigest(object.info().address(), told.orElseThrow(), digest.get().end());
    } catch (BlockstoreException e) {
      throw new IOException(e.getMessage(), e);
    }
    compared = true;
  }

  @Override
  public int available() throws IOException {
    return object.stream().available();
  }

  @Override
  public void close() throws IOException {
    object.stream().close();
  }

  private IOException failure(Kind kind, String what) {
    BlockstoreException why = comparison.failure(kind, object.info().address(), what);
    return new IOException(why.getMessage(), why);
  }
}
