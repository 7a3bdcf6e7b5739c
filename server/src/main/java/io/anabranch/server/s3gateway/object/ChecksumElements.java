package io.anabranch.server.s3gateway.object;

import java.util.Locale;

/** Checksums in XML. */
public final class ChecksumElements {

  private static final String HEADER = "x-amz-checksum-";

  private ChecksumElements() {}

  /** The element for what a header has: {@code ChecksumCRC32C}. */
  public static String name(String header) {
    return "Checksum" + header.substring(HEADER.length()).toUpperCase(Locale.ROOT);
  }
}
