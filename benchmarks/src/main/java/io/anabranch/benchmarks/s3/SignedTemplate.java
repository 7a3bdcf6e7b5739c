package io.anabranch.benchmarks.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.anabranch.benchmarks.load.http.NumberedRequest;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * A request of the S3 protocol with a signature in its header, which is made anew for each number.
 * Good for a quarter of an hour, as servers have it.
 */
final class SignedTemplate implements NumberedRequest {

  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final String SIGNED_HEADERS = "host;x-amz-content-sha256;x-amz-date";
  private static final String NO_SIGNATURE = "0".repeat(64);

  private final RequestTemplate sent;
  private final int signature;
  private final RequestTemplate canonical;
  private final SigningKey key;

  private SignedTemplate(
      RequestTemplate sent, int signature, RequestTemplate canonical, SigningKey key) {
    this.sent = sent;
    this.signature = signature;
    this.canonical = canonical;
    this.key = key;
  }

  /**
   * A request with its body, or without one.
   *
   * @param path canonical, perhaps with {@link RequestTemplate#SLOT}; so the query
   * @param payloadHash what is said of the body
   */
  static SignedTemplate of(
      Keys keys, String method, String path, String query, byte[] body, String payloadHash) {
    return new Builder(keys, method, path, query, payloadHash)
        .build((target, headers) -> RequestTemplate.of(target, headers, body));
  }

  /** Of one whose body is sent apart; its signature does not cover that. */
  static SignedTemplate head(Keys keys, String method, String path, String query, long bodyBytes) {
    return new Builder(keys, method, path, query, UNSIGNED)
        .build((target, headers) -> RequestTemplate.head(target, headers, bodyBytes));
  }

  /** Whose signature covers the body. */
  static String sha256(byte[] body) {
    try {
      return SigningKey.hex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public ByteBuffer with(long number) {
    byte[] signed = key.sign(canonical.with(number).duplicate()).getBytes(ISO_8859_1);
    return sent.with(number).put(signature, signed);
  }

  @FunctionalInterface
  private interface Template {
    RequestTemplate of(String target, String headers);
  }

  private record Builder(Keys keys, String method, String path, String query, String payloadHash) {

    SignedTemplate build(Template template) {
      var key = SigningKey.of(keys, Instant.now());
      String target = method + " " + path + (query.isEmpty() ? "" : "?" + query);
      String headers =
          "Host: %s\r\nx-amz-content-sha256: %s\r\nx-amz-date: %s\r\nAuthorization: %s"
              .formatted(keys.host(), payloadHash, key.time(), key.authorization(SIGNED_HEADERS));
      String before = target + " HTTP/1.1\r\n" + headers;
      return new SignedTemplate(
          template.of(target, headers + NO_SIGNATURE + "\r\n"),
          before.length(),
          RequestTemplate.ofText(canonical(key)),
          key);
    }

    private String canonical(SigningKey key) {
      return String.join(
          "\n",
          method,
          path,
          query,
          "host:" + keys.host(),
          "x-amz-content-sha256:" + payloadHash,
          "x-amz-date:" + key.time(),
          "",
          SIGNED_HEADERS,
          payloadHash);
    }
  }
}
