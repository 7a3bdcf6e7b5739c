package io.anabranch.server.postgres;

import io.anabranch.versioning.model.CommitId;
import java.util.Collection;
import java.util.HexFormat;

/** Commit ids as they are stored: 32 bytes. */
final class CommitIds {

  private static final HexFormat HEX = HexFormat.of();

  private CommitIds() {}

  static byte[] bytes(CommitId id) {
    return HEX.parseHex(id.value());
  }

  static byte[][] bytes(Collection<CommitId> ids) {
    return ids.stream().map(CommitIds::bytes).toArray(byte[][]::new);
  }

  static CommitId of(byte[] bytes) {
    return new CommitId(HEX.formatHex(bytes));
  }

  /** The least id that starts with up to 64 hex characters. */
  static byte[] least(String start) {
    return HEX.parseHex(start + "0".repeat(64 - start.length()));
  }

  /** The greatest id that starts with up to 64 hex characters. */
  static byte[] greatest(String start) {
    return HEX.parseHex(start + "f".repeat(64 - start.length()));
  }
}
