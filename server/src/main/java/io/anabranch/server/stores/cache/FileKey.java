package io.anabranch.server.stores.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.versioning.model.TreeLocation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of a tree. Ids are hashes of contents, but a repository finds its own files only. */
record FileKey(TreeLocation location, String id) {

  /** Of the file and where it belongs, for the disk: no two keys have the same. */
  byte[] label() {
    return (location.storageId() + "\n" + location.storageNamespace() + "\n" + id).getBytes(UTF_8);
  }

  /** The hash of the label, 64 hex characters. */
  String fileName() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(label()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
