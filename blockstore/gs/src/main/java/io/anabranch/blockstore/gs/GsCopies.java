package io.anabranch.blockstore.gs;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.RewriteResponse;
import com.google.api.services.storage.model.StorageObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;

/**
 * Copies whole objects inside the store, attributes included. Between places or kinds of storage
 * the store copies bytes, a while at a time, and is asked to go on until it is done.
 */
final class GsCopies {

  /** So few that the store answers before it is taken for hung. */
  private static final long BYTES_AT_ONCE = 256L << 20;

  private final GsConnection connection;

  GsCopies(GsConnection connection) {
    this.connection = connection;
  }

  /**
   * @param options which object at the source, by generations; its range is not looked at
   */
  StorageObject copy(
      PhysicalAddress source, ReadOptions options, PhysicalAddress target, boolean ifAbsent)
      throws IOException {
    Storage.Objects.Rewrite rewrite =
        connection
            .data()
            .objects()
            .rewrite(source.container(), source.key(), target.container(), target.key(), null)
            .setMaxBytesRewrittenPerCall(BYTES_AT_ONCE)
            .setFields("done,rewriteToken,resource(" + GsObjects.FIELDS + ")");
    if (ifAbsent) {
      rewrite.setIfGenerationMatch(0L);
    }
    options.etag().map(Long::valueOf).ifPresent(rewrite::setIfSourceGenerationMatch);
    options.version().map(Long::valueOf).ifPresent(rewrite::setSourceGeneration);
    connection.managedKey().ifPresent(rewrite::setDestinationKmsKeyName);
    connection.encrypt(rewrite);
    connection.encryptSource(rewrite);
    RewriteResponse answer = rewrite.execute();
    while (!answer.getDone()) {
      answer = rewrite.setRewriteToken(answer.getRewriteToken()).execute();
    }
    return answer.getResource();
  }
}
