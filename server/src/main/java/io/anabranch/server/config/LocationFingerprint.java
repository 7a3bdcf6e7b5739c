package io.anabranch.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name of a location, to acknowledge just this one with. */
public final class LocationFingerprint {

  private static final int BYTES = 8;

  private LocationFingerprint() {}

  /**
   * @param location as {@link BlockstoreSettings#location} says it
   * @return 16 hex digits: the beginning of its SHA-256
   */
  public static String of(String location) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(location.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
