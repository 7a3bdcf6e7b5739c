package io.anabranch.server.s3gateway.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.signature.TestSigner.Form;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/** What Amazon's own signer makes is accepted, whatever is in it. */
class SdkSignaturesTest {

  private static final long SEED = 4_711;
  private static final Instant NOW = Instant.parse("2026-11-28T23:59:59Z");
  private static final String ODD = "abcXYZ019 -._~/+*'()!$&,;=:@%\"<>\\^`{|}[]#?\téß€漢😀";
  private static final List<ChecksumAlgorithm> CHECKSUMS =
      List.of(
          DefaultChecksumAlgorithm.CRC32,
          DefaultChecksumAlgorithm.CRC32C,
          DefaultChecksumAlgorithm.SHA1,
          DefaultChecksumAlgorithm.SHA256);

  @ParameterizedTest
  @EnumSource
  void headers(Form form) throws IOException {
    var random = new Random(SEED);
    for (int i = 0; i < 25; i++) {
      TestRequest plain = oddRequest(random);
      TestRequest signed = TestSigner.header(plain, NOW, form, CHECKSUMS.get(i % CHECKSUMS.size()));
      assertThat(Signature.isClaimed(signed.parts())).isTrue();
      assertThat(signed.receive(NOW.minusSeconds(900)))
          .as("seed %s, request %s: %s", SEED, i, signed)
          .isEqualTo(plain.body);
    }
  }

  @Test
  void links() throws IOException {
    var random = new Random(SEED);
    for (int i = 0; i < 100; i++) {
      TestRequest plain = oddRequest(random).body(new byte[0]);
      plain.headers.remove("Content-Type");
      TestRequest signed = TestSigner.link(plain, NOW, Duration.ofDays(7));
      shuffle(signed, random);
      assertThat(Signature.isClaimed(signed.parts())).isTrue();
      assertThat(signed.refusal(NOW.plus(Duration.ofDays(7))))
          .as("seed %s, request %s: %s", SEED, i, signed)
          .isEmpty();
    }
  }

  @Test
  void versionTwo() {
    var plain = new TestRequest("GET", "/repo/main/a%20b%2Bc?prefix=x&uploadId=q%2Fr&acl");
    String resource = "/repo/main/a%20b%2Bc?acl&uploadId=q/r";
    assertThat(TestSigner.versionTwo(plain, NOW, resource).refusal(NOW)).isEmpty();
    long expires = NOW.getEpochSecond();
    assertThat(TestSigner.linkOfVersionTwo(plain, expires, resource).refusal(NOW)).isEmpty();
    plain.path = "/main/a%20b%2Bc";
    plain.bucket = Optional.of("repo");
    assertThat(TestSigner.versionTwo(plain, NOW, resource).refusal(NOW)).isEmpty();
    assertThat(TestSigner.linkOfVersionTwo(plain, expires, resource).refusal(NOW)).isEmpty();
  }

  /** A plus in a link that its maker did not escape. */
  @Test
  void versionTwoLinkWithoutEscapes() {
    for (long expires = NOW.getEpochSecond(); ; expires++) {
      TestRequest link =
          TestSigner.linkOfVersionTwo(new TestRequest("GET", "/r/m/k"), expires, "/r/m/k");
      if (link.query.contains("%2B")) {
        link.query = link.query.replace("%2B", "+");
        assertThat(link.refusal(NOW)).isEmpty();
        return;
      }
    }
  }

  @Test
  void versionTwoOfTheJavaSdk() {
    String query =
        "AWSAccessKeyId="
            + TestRequest.ACCESS_KEY
            + "&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=2026-11-28T23%3A59%3A59.000Z"
            + "&prefix=a%20b";
    String text = "POST\ns3.example.com\n/repo/main/key\n" + query;
    var request =
        new TestRequest(
                "GET",
                "/repo/main/key?"
                    + query
                    + "&Signature="
                    + URLEncoder.encode(TestSigner.mac("HmacSHA256", text), UTF_8))
            .header("Host", "S3.example.com");
    assertThat(Signature.isClaimed(request.parts())).isTrue();
    assertThat(request.refusal(NOW)).isEmpty();
    assertThat(request.refusal(NOW.plusSeconds(901))).hasValue(S3Error.REQUEST_TIME_TOO_SKEWED);
    request.query = request.query.replace("a%20b", "a%20c");
    assertThat(request.refusal(NOW)).hasValue(S3Error.SIGNATURE_MISMATCH);
  }

  /** Spellings of one path and one query. */
  @ParameterizedTest
  @CsvSource({
    "/repo/main/a~b(c), /repo/main/%61%7Eb%28c%29",
    "/repo/main/a%2Bb, /repo/main/a+b",
    "/repo/main/a%2Fb, /repo/main/a/b",
    "/repo/main/%c3%a9, /repo/main/%C3%A9",
    "/repo/main/k?prefix=a+b, /repo/main/k?prefix=a%20b",
    "/repo/main/k?acl, /repo/main/k?acl=",
    "/repo/main/k?a=1&b=2, /repo/main/k?&b=2&&a=1&"
  })
  void spellingsDoNotMatter(String one, String other) {
    for (String[] each : List.of(new String[] {one, other}, new String[] {other, one})) {
      TestRequest signed =
          TestSigner.header(canonical(each[0]), NOW, Form.UNSIGNED, DefaultChecksumAlgorithm.CRC32);
      var sent = new TestRequest("GET", each[1]);
      signed.path = sent.path;
      signed.query = sent.query;
      assertThat(signed.refusal(NOW)).as(each[1]).isEmpty();
    }
  }

  @Test
  void spacesOfHeadersDoNotMatter() {
    TestRequest signed =
        TestSigner.header(
            new TestRequest("GET", "/r/m/k").header("x-amz-meta-a", "b  c", "d"),
            NOW,
            Form.UNSIGNED,
            DefaultChecksumAlgorithm.CRC32);
    signed.header("x-amz-meta-a", "  b c", "d ");
    assertThat(signed.refusal(NOW)).isEmpty();
    signed.header("x-amz-meta-a", "b c,d");
    assertThat(signed.refusal(NOW)).isEmpty();
    signed.header("x-amz-meta-a", "bc", "d");
    assertThat(signed.refusal(NOW)).hasValue(S3Error.SIGNATURE_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic QVdTNC1ITUFDLVNIQTI1Ng==|X-Amz-Signature=1",
        "Bearer AWS4-HMAC-SHA256|AWSAccessKeyId=a&Signature=b",
        "|prefix=X-Amz-Signature&NotX-Amz-Algorithm=1&AWSAccessKeyId=3",
        "|Signature=3",
        "|"
      })
  void othersAreNotClaimed(String headerAndQuery) {
    String[] each = headerAndQuery.split("\\|", -1);
    var request = new TestRequest("GET", "/api/v1/repositories?" + each[1]);
    if (!each[0].isEmpty()) {
      request.header("authorization", each[0]);
    }
    assertThat(Signature.isClaimed(request.parts())).isFalse();
  }

  private static TestRequest canonical(String target) {
    var request = new TestRequest("GET", target);
    request.path = UriEncoding.path(request.path);
    return request;
  }

  private static TestRequest oddRequest(Random random) {
    String path = UriEncoding.path("/repo/main/" + odd(random).replace("%", "%25"));
    var request = new TestRequest(random.nextBoolean() ? "PUT" : "POST", path);
    List<String> query = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      query.add(encode(odd(random)) + i + "=" + encode(odd(random)));
    }
    request.query = String.join("&", query);
    byte[] body = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(300_000)];
    random.nextBytes(body);
    return request.header("Content-Type", "a/b; c =  \"d\"").body(body);
  }

  private static String odd(Random random) {
    int[] all = ODD.codePoints().toArray();
    var text = new StringBuilder("k");
    for (int i = random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(all[random.nextInt(all.length)]);
    }
    return text.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static void shuffle(TestRequest request, Random random) {
    List<String> parameters = new ArrayList<>(List.of(request.query.split("&", -1)));
    Collections.shuffle(parameters, random);
    request.query = String.join("&", parameters);
  }
}
