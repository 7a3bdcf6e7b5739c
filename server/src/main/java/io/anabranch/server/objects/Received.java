package io.anabranch.server.objects;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload after they have arrived and are durable in the store.
 *
 * @param md5 in hex, computed as they passed
 */
record Received(long size, String md5) {

  /**
   * @throws FailureException Invalid when the body is cut off, goes on beyond its length, or has
   *     another MD5 than the client sent along; nothing is left behind then
   */
  static Received into(Resolved target, UploadBody body) {
    MessageDigest digest = md5Digest();
    InputStream hashed = new DigestInputStream(body.stream(), digest);
    Content content =
        body.length().isPresent()
            ? Content.once(hashed, body.length().getAsLong())
            : Content.once(hashed);
    var written =
        StoreFailures.translating(
            target.store(),
            () -> target.store().blockstore().put(target.address(), content, PutOptions.REPLACE));
    String md5 = HexFormat.of().formatHex(digest.digest());
    refuseOther(md5, body.md5(), target);
    return new Received(written.size(), md5);
  }

  private static void refuseOther(String md5, @Nullable String expected, Resolved target) {
    if (expected != null && !md5.equals(expected)) {
      var refusal =
          new FailureException(
              new Failure.Invalid(
                  "the bytes that arrived have the MD5 "
                      + md5
                      + ", which is not that of the Content-MD5 header: send them again"));
      WrittenBytes.takeBack(target, refusal);
      throw refusal;
    }
  }

  private static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
