package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.Checksum.Algorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** A digest of bytes as they pass. For one thread. */
sealed interface Digest {

  static Digest of(Algorithm algorithm) {
    return switch (algorithm) {
      case CRC32C -> new Castagnoli(new CRC32C());
      case MD5 -> new Md5(md5());
    };
  }

  void add(byte[] bytes, int offset, int length);

  /** Of all that was added; nothing can be added any more. */
  Checksum end();

  /** What the processor computes as fast as memory gives the bytes. */
  record Castagnoli(CRC32C crc) implements Digest {

    @Override
    public void add(byte[] bytes, int offset, int length) {
      crc.update(bytes, offset, length);
    }

    @Override
    public Checksum end() {
      return new Checksum(Algorithm.CRC32C, HexFormat.of().toHexDigits((int) crc.getValue()));
    }
  }

  /** What costs a good part of a core at the speed of a network. */
  record Md5(MessageDigest md5) implements Digest {

    @Override
    public void add(byte[] bytes, int offset, int length) {
      md5.update(bytes, offset, length);
    }

    @Override
    public Checksum end() {
      return new Checksum(Algorithm.MD5, HexFormat.of().formatHex(md5.digest()));
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }
}
