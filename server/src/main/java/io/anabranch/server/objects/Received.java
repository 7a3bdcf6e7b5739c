package io.anabranch.server.objects;

import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.bytes.HashedContent;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.util.Objects;

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
    var content = new HashedContent(body);
    if (body.length().orElse(-1) == 0) {
      // No store need read it, and then nobody would find that it is not what was announced.
      readNothing(content);
    }
    var written =
        StoreFailures.translating(
            target.store(),
            () -> target.store().blockstore().put(target.address(), content, PutOptions.REPLACE));
    return new Received(written.size(), content.md5());
  }

  private static void readNothing(HashedContent content) {
    try {
      content.readToEnd();
    } catch (IOException e) {
      throw new FailureException(
          new Failure.Invalid(
              Objects.requireNonNullElse(e.getMessage(), "the body is not readable")),
          e);
    }
  }
}
