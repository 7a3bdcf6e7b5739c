package io.anabranch.server.s3gateway.signature;

/**
 * The signatures of a body's chunks. Each covers the one before, the first that of the request, so
 * that no chunk can be left out, moved or taken from elsewhere.
 */
final class ChunkSignatures {

  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final SigningKey key;
  private final String when;
  private String previous;

  /**
   * None was seen.
   *
   * @param time of the request, like 20261128T235959Z
   * @param seed the signature of the request
   */
  ChunkSignatures(SigningKey key, String time, String scope, String seed) {
    this.key = key;
    this.when = time + "\n" + scope + "\n";
    this.previous = seed;
  }

  /** Whether this is the signature of the next chunk. */
  boolean accept(byte[] sha256, String signature) {
    String text =
        "AWS4-HMAC-SHA256-PAYLOAD\n"
            + when
            + previous
            + "\n"
            + EMPTY_SHA256
            + "\n"
            + Digests.hex(sha256);
    previous = key.sign(text);
    return Digests.areEqual(previous, signature);
  }

  /** Whether this is the signature of the trailer, behind all chunks. */
  boolean acceptTrailer(String canonical, String signature) {
    String text =
        "AWS4-HMAC-SHA256-TRAILER\n" + when + previous + "\n" + Digests.sha256Hex(canonical);
    return Digests.areEqual(key.sign(text), signature);
  }
}
