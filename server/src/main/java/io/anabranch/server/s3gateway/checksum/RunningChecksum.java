package io.anabranch.server.s3gateway.checksum;

import java.util.Base64;

/** A checksum that is computed while bytes pass. For one thread at a time. */
public sealed interface RunningChecksum permits RunningCrc, RunningDigest {

  void update(byte[] bytes, int offset, int length);

  /** What it comes to. Nothing may be added afterwards, and it is asked for once. */
  byte[] value();

  /** What it comes to, as S3 writes it. In place of {@link #value()}, not after it. */
  default String base64() {
    return Base64.getEncoder().encodeToString(value());
  }
}
