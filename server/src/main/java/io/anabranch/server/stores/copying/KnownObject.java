package io.anabranch.server.stores.copying;

import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.Checksum.Algorithm;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.server.stores.Store;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * An object of a store, to be compared with its copy.
 *
 * @param digested the MD5 of its bytes, in hexadecimal, if they have been read
 */
record KnownObject(Store store, ObjectInfo info, Optional<String> digested) {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  static KnownObject of(Store store, ObjectInfo info) {
    return new KnownObject(store, info, Optional.empty());
  }

  KnownObject withDigest(String md5) {
    return new KnownObject(store, info, Optional.of(md5));
  }

  /** Whether both have the same bytes: by a digest that both stores tell, else by reading them. */
  boolean sameAs(KnownObject other) {
    return info.size() == other.info.size()
        && toldAlike(other).orElseGet(() -> md5().equals(other.md5()));
  }

  /** Empty when the stores tell no digest, or not the same one. */
  private Optional<Boolean> toldAlike(KnownObject other) {
    return info.checksum()
        .flatMap(
            mine ->
                other
                    .info
                    .checksum()
                    .filter(its -> its.algorithm() == mine.algorithm())
                    .map(mine::equals));
  }

  private String md5() {
    return digested
        .or(
            () ->
                info.checksum()
                    .filter(told -> told.algorithm() == Algorithm.MD5)
                    .map(Checksum::hex))
        .orElseGet(this::read);
  }

  private String read() {
    var content = new StoredContent(store, info);
    try (InputStream bytes = content.open()) {
      bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new FailureException(
          new Failure.Unavailable(
              "%s broke off while it was read: %s".formatted(info.address(), e.getMessage()),
              RETRY_AFTER),
          e);
    }
    return content.md5();
  }
}
