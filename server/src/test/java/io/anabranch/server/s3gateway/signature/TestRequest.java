package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3BodyException;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A request as a server gets it, to be tampered with. */
public final class TestRequest {

  static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  public String method;
  public String path;
  public String query;
  public final Map<String, List<String>> headers = new LinkedHashMap<>();
  public byte[] body = new byte[0];
  public long contentLength;
  Optional<String> bucket = Optional.empty();
  String host = "s3.example.com";
  String accessKey = ACCESS_KEY;
  String secret = SECRET;

  /**
   * A request.
   *
   * @param target path and query, as they are sent
   */
  public TestRequest(String method, String target) {
    int question = target.indexOf('?');
    this.method = method;
    this.path = question < 0 ? target : target.substring(0, question);
    this.query = question < 0 ? "" : target.substring(question + 1);
  }

  public TestRequest header(String name, String... values) {
    headers.put(name, List.of(values));
    return this;
  }

  public TestRequest body(byte[] bytes) {
    body = bytes;
    contentLength = bytes.length;
    return this;
  }

  /** To be sent to a host, and signed with somebody's key. */
  public TestRequest to(String target, String key, String itsSecret) {
    host = target;
    accessKey = key;
    secret = itsSecret;
    return this;
  }

  public TestRequest copy() {
    var copy = new TestRequest(method, path).to(host, accessKey, secret);
    copy.query = query;
    headers.forEach((name, values) -> copy.headers.put(name, new ArrayList<>(values)));
    copy.body = body.clone();
    copy.contentLength = contentLength;
    copy.bucket = bucket;
    return copy;
  }

  SignedParts parts() {
    return new SignedParts(method, path, query, headers.keySet(), this::values, bucket);
  }

  private List<String> values(String name) {
    return headers.entrySet().stream()
        .filter(each -> each.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  /** The first value of a header, empty if there is none. */
  public String first(String name) {
    return values(name).stream().findFirst().orElse("");
  }

  /** What a server that knows one key says: the bytes of the object, or throws. */
  byte[] receive(Instant now) throws IOException {
    SignedParts parts = parts();
    Signature signature = Signature.parse(parts);
    if (!signature.accessKeyId().equals(ACCESS_KEY)) {
      throw S3Error.INVALID_ACCESS_KEY.exception();
    }
    return read(signature.verify(parts, SECRET, now));
  }

  /** As a store reads it: exactly as many bytes as are announced, and no more. */
  byte[] read(Payload payload) throws IOException {
    long length = payload.length(OptionalLong.of(contentLength)).orElseThrow();
    try (InputStream in =
        payload.open(new ByteArrayInputStream(body), OptionalLong.of(contentLength))) {
      byte[] bytes = in.readNBytes(Math.toIntExact(Math.min(length, 1 << 24)));
      if (length == 0 && in.read() >= 0) {
        throw new AssertionError("bytes where none are announced");
      }
      return bytes;
    }
  }

  /** What is wrong with it. */
  Optional<S3Error> refusal(Instant now) {
    try {
      receive(now);
      return Optional.empty();
    } catch (S3Exception e) {
      return Optional.of(e.error());
    } catch (S3BodyException e) {
      return Optional.of(e.exception().error());
    } catch (IOException e) {
      throw new AssertionError("neither right nor refused", e);
    }
  }

  @Override
  public String toString() {
    return method + " " + path + "?" + query + " " + headers + " and " + body.length + " bytes";
  }
}
