package io.anabranch.server.s3gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.s3gateway.signature.TestSigner.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;

/** A request that differs from what was signed is refused, with the error that says why. */
class TamperingTest {

  private static final long SEED = 1_848;
  private static final int EACH = 60;
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String TARGET = "/repo/main/data/file?tagging=x";

  @ParameterizedTest
  @EnumSource
  void isRefused(Tampering tampering) {
    var random = new Random(SEED);
    List<TestRequest> signed = signed(random).stream().filter(tampering::fits).toList();
    assertThat(signed).isNotEmpty();
    for (int i = 0; i < EACH; i++) {
      TestRequest request = signed.get(i % signed.size()).copy();
      assertRefused(request, tampering, random, i);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BODY_BIT", "BODY_SHORTENED", "FRAMING", "HEADER_REMOVED", "HEADER_TWICE"})
  void forgedLinksAreRefused(Tampering tampering) {
    var random = new Random(SEED);
    for (int i = 0; i < EACH; i++) {
      TestRequest request = random.nextBoolean() ? link() : linkOfVersionTwo();
      if (!tampering.fits(request)) {
        request = link();
      }
      assertRefused(request, tampering, random, i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Expires=3600, X-Amz-Expires=7200, SIGNATURE_MISMATCH",
    "X-Amz-Expires=3600, X-Amz-Expires=604801, AUTHORIZATION_QUERY_MALFORMED",
    "X-Amz-Expires=3600, X-Amz-Expires=0, AUTHORIZATION_QUERY_MALFORMED",
    "X-Amz-Expires=3600, X-Amz-Expires=-1, AUTHORIZATION_QUERY_MALFORMED",
    "X-Amz-Expires=3600, X-Amz-Expires=1h, AUTHORIZATION_QUERY_MALFORMED",
    "20261128T120000Z, 20261128T110000Z, SIGNATURE_MISMATCH",
    "20261128T120000Z, 20261128T121501Z, ACCESS_DENIED",
    "20261128T120000Z, 20261127T120000Z, AUTHORIZATION_QUERY_MALFORMED",
    "20261128T120000Z, 2026-11-28T12:00:00Z, AUTHORIZATION_QUERY_MALFORMED",
    "20261128T120000Z, 20261128T126000Z, AUTHORIZATION_QUERY_MALFORMED",
    "%2Fs3%2F, %2Fsts%2F, SIGNATURE_MISMATCH",
    "%2Feu-central-1%2F, %2Fus-east-1%2F, SIGNATURE_MISMATCH",
    "aws4_request, aws5_request, AUTHORIZATION_QUERY_MALFORMED",
    "AWS4-HMAC-SHA256, AWS4-HMAC-SHA1, AUTHORIZATION_QUERY_MALFORMED",
    "%3Bhost, '', ACCESS_DENIED",
    "%3Bhost, %3Bhost%3Bhost, AUTHORIZATION_QUERY_MALFORMED",
    "%3Bhost, %3BHost, AUTHORIZATION_QUERY_MALFORMED",
    "X-Amz-Signature=, X-Amz-Signature=0, SIGNATURE_MISMATCH",
    "X-Amz-Expires=3600, X-Amz-Expires=3600&X-Amz-Content-Sha256=abc, SIGNATURE_MISMATCH"
  })
  void linksThatSayMore(String part, String instead, S3Error error) {
    TestRequest request = link();
    assertThat(request.query).contains(part);
    request.query = request.query.replace(part, instead);
    assertThat(request.refusal(NOW)).hasValue(error);
  }

  @Test
  void linksEnd() {
    assertThat(link().refusal(NOW.plusSeconds(3_600))).isEmpty();
    assertThat(link().refusal(NOW.plusSeconds(3_601))).hasValue(S3Error.EXPIRED);
    assertThat(link().refusal(NOW.minusSeconds(900))).isEmpty();
    assertThat(link().refusal(NOW.minusSeconds(901))).hasValue(S3Error.ACCESS_DENIED);
    assertThat(linkOfVersionTwo().refusal(NOW.plusSeconds(3_600))).isEmpty();
    assertThat(linkOfVersionTwo().refusal(NOW.plusSeconds(3_601))).hasValue(S3Error.EXPIRED);
  }

  @Test
  void clocksMayDifferByAQuarterOfAnHour() {
    for (TestRequest request : signed(new Random(SEED))) {
      if (request.headers.containsKey("Authorization")) {
        assertThat(request.refusal(NOW.plusSeconds(900))).isEmpty();
        assertThat(request.refusal(NOW.minusSeconds(900))).isEmpty();
        assertThat(request.refusal(NOW.plusSeconds(901))).hasValue(S3Error.REQUEST_TIME_TOO_SKEWED);
        assertThat(request.refusal(NOW.minusSeconds(901)))
            .hasValue(S3Error.REQUEST_TIME_TOO_SKEWED);
      }
    }
  }

  @Test
  void onceIsEnough() {
    TestRequest request = header(Form.UNSIGNED);
    request.query += "&" + link().query;
    assertThat(request.refusal(NOW)).hasValue(S3Error.INVALID_ARGUMENT);
  }

  /** A signature of the same day, region and service by another key. */
  @Test
  void keysAreNotMixedUp() {
    TestRequest request = header(Form.UNSIGNED);
    SignedParts parts = request.parts();
    assertThat(request.refusal(NOW)).isEmpty();
    Signature signature = Signature.parse(parts);
    try {
      signature.verify(parts, TestRequest.SECRET + "x", NOW);
    } catch (S3Exception e) {
      assertThat(e.error()).isEqualTo(S3Error.SIGNATURE_MISMATCH);
      assertThat(e).hasMessageNotContaining(TestRequest.SECRET);
      return;
    }
    throw new AssertionError("accepted");
  }

  private static void assertRefused(
      TestRequest request, Tampering tampering, Random random, int round) {
    assertThat(request.refusal(NOW)).isEmpty();
    String before = request.toString();
    tampering.apply(request, random);
    Optional<S3Error> refusal = request.refusal(NOW);
    assertThat(refusal)
        .as("seed %s, round %s: %s\n became %s", SEED, round, before, request)
        .isPresent();
    assertThat(tampering.refusals())
        .as("seed %s, round %s: %s\n became %s", SEED, round, before, request)
        .contains(refusal.orElseThrow());
  }

  private static List<TestRequest> signed(Random random) {
    List<TestRequest> signed = new ArrayList<>();
    for (Form form : Form.values()) {
      TestRequest plain = new TestRequest("PUT", TARGET).body(new byte[200_000]);
      random.nextBytes(plain.body);
      signed.add(TestSigner.header(plain, NOW, form, DefaultChecksumAlgorithm.CRC32C));
    }
    signed.add(versionTwo());
    signed.add(link());
    signed.add(linkOfVersionTwo());
    return signed;
  }

  private static TestRequest header(Form form) {
    return TestSigner.header(
        new TestRequest("GET", TARGET), NOW, form, DefaultChecksumAlgorithm.CRC32);
  }

  private static TestRequest link() {
    return TestSigner.link(new TestRequest("GET", TARGET), NOW, Duration.ofHours(1));
  }

  private static TestRequest versionTwo() {
    return TestSigner.versionTwo(new TestRequest("GET", TARGET), NOW, TARGET);
  }

  private static TestRequest linkOfVersionTwo() {
    return TestSigner.linkOfVersionTwo(
        new TestRequest("GET", TARGET), NOW.getEpochSecond() + 3_600, TARGET);
  }
}
