package io.anabranch.server.stores.copying;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreFailures;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;

/** The bytes of an object of a store, digested as they are read. For one reader at a time. */
final class StoredContent implements Content {

  private final Store store;
  private final ObjectInfo info;
  private MessageDigest digest = newDigest();

  StoredContent(Store store, ObjectInfo info) {
    this.store = store;
    this.info = info;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(info.size());
  }

  @Override
  public boolean reopenable() {
    return true;
  }

  /** Always of the object that was found; throws as the other store's failure what goes wrong. */
  @Override
  public InputStream open() {
    digest = newDigest();
    var options = ReadOptions.WHOLE.withEtag(info.etag());
    return new DigestInputStream(
        StoreFailures.translating(store, () -> store.blockstore().open(info.address(), options))
            .stream(),
        digest);
  }

  /** Of what was read last, which must have been all; in hexadecimal. */
  String md5() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
