package io.anabranch.server.s3gateway.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs as clients do: version 4 with the signer of Amazon's SDK, version 2 by hand. */
public final class TestSigner {

  /** How the body is signed and sent. */
  public enum Form {
    HASHED,
    UNSIGNED,
    CHUNKS,
    CHUNKS_AND_TRAILER,
    UNSIGNED_TRAILER
  }

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TestSigner() {}

  static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  /** Signed in a header. */
  public static TestRequest header(
      TestRequest plain, Instant time, Form form, ChecksumAlgorithm checksum) {
    return sign(plain, time, form, checksum, Optional.empty());
  }

  /** A link. */
  public static TestRequest link(TestRequest plain, Instant time, Duration validity) {
    return sign(plain, time, Form.UNSIGNED, DefaultChecksumAlgorithm.CRC32, Optional.of(validity));
  }

  private static TestRequest sign(
      TestRequest plain,
      Instant time,
      Form form,
      ChecksumAlgorithm checksum,
      Optional<Duration> validity) {
    boolean chunked =
        switch (form) {
          case HASHED, UNSIGNED -> false;
          case CHUNKS, CHUNKS_AND_TRAILER, UNSIGNED_TRAILER -> true;
        };
    boolean trailer = form == Form.CHUNKS_AND_TRAILER || form == Form.UNSIGNED_TRAILER;
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                builder -> {
                  builder
                      .identity(AwsCredentialsIdentity.create(plain.accessKey, plain.secret))
                      .request(sdkRequest(plain))
                      .payload(ContentStreamProvider.fromByteArray(plain.body))
                      .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                      .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                      .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                      .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, chunked)
                      .putProperty(
                          AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED,
                          form != Form.UNSIGNED && form != Form.UNSIGNED_TRAILER)
                      .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC));
                  if (trailer) {
                    builder.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, checksum);
                  }
                  validity.ifPresent(
                      duration ->
                          builder
                              .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                              .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, duration));
                });
    var request =
        new TestRequest(plain.method, plain.path).to(plain.host, plain.accessKey, plain.secret);
    request.query = signed.request().encodedQueryParameters().orElse("");
    request.headers.putAll(signed.request().headers());
    request.bucket = plain.bucket;
    try (InputStream body = signed.payload().orElseThrow().newStream()) {
      return request.body(body.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SdkHttpRequest sdkRequest(TestRequest plain) {
    var builder =
        SdkHttpRequest.builder()
            .uri(URI.create("https://" + plain.host))
            .encodedPath(plain.path)
            .method(SdkHttpMethod.fromValue(plain.method));
    plain.headers.forEach(builder::putHeader);
    builder.putHeader("Content-Length", Integer.toString(plain.body.length));
    for (Query.Parameter each : Query.of(plain.query).parameters()) {
      builder.appendRawQueryParameter(UriEncoding.decode(each.name()), each.decoded());
    }
    return builder.build();
  }

  /**
   * Version 2 in a header.
   *
   * @param resource what it is made of, written down by hand
   */
  public static TestRequest versionTwo(TestRequest plain, Instant time, String resource) {
    TestRequest request = plain.copy().header("Date", httpDate(time));
    String text = plain.method + "\n\n\n" + httpDate(time) + "\nx-amz-meta-color:blue\n" + resource;
    return request
        .header("x-amz-meta-color", "blue")
        .header(
            "Authorization", "AWS " + plain.accessKey + ":" + mac("HmacSHA1", plain.secret, text));
  }

  /** A link of version 2. */
  public static TestRequest linkOfVersionTwo(TestRequest plain, long expires, String resource) {
    TestRequest request = plain.copy();
    String text = plain.method + "\n\n\n" + expires + "\n" + resource;
    request.query +=
        (request.query.isEmpty() ? "" : "&")
            + "AWSAccessKeyId="
            + plain.accessKey
            + "&Expires="
            + expires
            + "&Signature="
            + URLEncoder.encode(mac("HmacSHA1", plain.secret, text), UTF_8);
    return request;
  }

  static String mac(String algorithm, String text) {
    return mac(algorithm, TestRequest.SECRET, text);
  }

  private static String mac(String algorithm, String secret, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
