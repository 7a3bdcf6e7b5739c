package io.anabranch.server.s3gateway.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.anabranch.server.s3gateway.errors.S3BodyException;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, apart from signatures of requests. */
class BodyTest {

  private static final long SEED = 97;
  private static final String HELLO_SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String PIECES = "0123456789abcdefABCDEF\r\n\r\n;:=- x-amz-checksum-crc32:";

  @ParameterizedTest
  @ValueSource(longs = {5, -1})
  void aHashIsCheckedBeforeTheLastByte(long announced) throws IOException {
    OptionalLong length = announced < 0 ? OptionalLong.empty() : OptionalLong.of(announced);
    var payload = new HashedPayload(HELLO_SHA256);
    assertThat(payload.length(length)).isEqualTo(length);
    assertThat(payload.open(stream("hello"), length).readNBytes(5)).hasSize(5);
    for (int step : List.of(1, 2, 5)) {
      InputStream wrong = payload.open(stream("hellx"), length);
      assertThatThrownBy(
              () -> {
                int seen = 0;
                while (seen < 5) {
                  seen += wrong.readNBytes(step).length;
                }
              })
          .isInstanceOfSatisfying(
              S3BodyException.class,
              e -> assertThat(e.exception().error()).isEqualTo(S3Error.SHA256_MISMATCH));
      assertThatThrownBy(wrong::read).isInstanceOf(S3BodyException.class);
    }
  }

  @Test
  void aBodyWithoutBytesIsCheckedByTheFirstRead() {
    assertThatThrownBy(
            () -> new HashedPayload(HELLO_SHA256).open(stream(""), OptionalLong.of(0)).read())
        .isInstanceOf(S3BodyException.class);
    assertThatThrownBy(() -> unsigned(0, "x-amz-checksum-crc32").open(stream("0\r\n\r\n")).read())
        .isInstanceOf(S3BodyException.class);
  }

  @Test
  void aBodyThatEndsEarlyIsIncomplete() {
    assertThatThrownBy(
            () ->
                new HashedPayload(HELLO_SHA256)
                    .open(stream("hell"), OptionalLong.of(5))
                    .readAllBytes())
        .isInstanceOfSatisfying(
            S3BodyException.class,
            e -> assertThat(e.exception().error()).isEqualTo(S3Error.INCOMPLETE_BODY));
  }

  /** A store that asks once more must not take a broken body for one that has ended. */
  @Test
  void aBrokenConnectionIsNoEnd() throws IOException {
    InputStream before = stream("5\r\nhello\r\n");
    var raw =
        new SlowStream(
            () -> {
              int next = before.read();
              if (next < 0) {
                throw new IOException("reset");
              }
              return next;
            });
    InputStream body = unsigned(5, "").open(raw);
    assertThat(body.readNBytes(4)).hasSize(4);
    assertThatThrownBy(body::read).hasMessage("reset");
    assertThatThrownBy(body::read).hasMessage("reset");
  }

  @ParameterizedTest
  @CsvSource({
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', ",
    "'2\r\nhe\r\n3\r\nllo\r\n0\r\nX-Amz-Checksum-CRC32: NhCmhg==\n\r\n\r\n', ",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhA==\r\n\r\n', BAD_DIGEST",
    "'5\r\nhellx\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', BAD_DIGEST",
    "'5\r\nhello\r\n0\r\n\r\n', MALFORMED_TRAILER",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32c:NhCmhg==\r\n\r\n', MALFORMED_TRAILER",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx:y\r\n\r\n', MALFORMED_TRAILER",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:y\r\n', "
        + "MALFORMED_TRAILER",
    "'5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-checksum-crc32:NhCmhg==\r\n', "
        + "MALFORMED_TRAILER",
    "'5\r\nhello\r\n0\r\nnonsense\r\n\r\n', MALFORMED_TRAILER",
    "'5\r\nhello\r\n', INCOMPLETE_BODY",
    "'5\r\nhello', INCOMPLETE_BODY",
    "'5\r\nhel', INCOMPLETE_BODY",
    "'4\r\nhell\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', INCOMPLETE_BODY",
    "'6\r\nhello!\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', INCOMPLETE_BODY",
    "'5\r\nhello\r\n1\r\n!\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', INCOMPLETE_BODY",
    "'4\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', INCOMPLETE_BODY",
    "'ffffffffffffffff\r\nhello', INCOMPLETE_BODY",
    "'-5\r\nhello', INCOMPLETE_BODY",
    "'hello', INCOMPLETE_BODY",
    "'', INCOMPLETE_BODY"
  })
  void chunks(String framed, S3Error error) throws IOException {
    Body body = unsigned(5, "x-amz-checksum-crc32");
    InputStream in = body.open(stream(framed));
    if (error == null) {
      assertThat(in.readNBytes(5)).isEqualTo("hello".getBytes(US_ASCII));
      assertThat(in.read()).isEqualTo(-1);
      assertThat(body.payload().trailers()).isEqualTo(Map.of("x-amz-checksum-crc32", "NhCmhg=="));
      return;
    }
    assertThatThrownBy(() -> in.readNBytes(5))
        .isInstanceOfSatisfying(
            S3BodyException.class, e -> assertThat(e.exception().error()).isEqualTo(error));
    assertThat(body.payload().trailers()).isEmpty();
  }

  @Test
  void aBodyInChunksMustSayItsLength() {
    var request = new TestRequest("PUT", "/r/m/k").header("x-amz-trailer", "");
    assertThatThrownBy(() -> ChunkedPayload.unsigned(request.parts()).length(OptionalLong.of(9)))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.error()).isEqualTo(S3Error.MISSING_CONTENT_LENGTH));
    for (String length : List.of("", "-1", "five", "1e3", "99999999999999999999")) {
      request.header("x-amz-decoded-content-length", length);
      assertThatThrownBy(() -> ChunkedPayload.unsigned(request.parts()).length(OptionalLong.of(9)))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.error()).isEqualTo(S3Error.INVALID_REQUEST));
    }
    request.header("x-amz-trailer", "x-amz-meta-a");
    assertThatThrownBy(() -> ChunkedPayload.unsigned(request.parts()))
        .isInstanceOf(S3Exception.class);
  }

  /** Some clients say nothing of chunks where they sign, and send them. */
  @Test
  void chunksThatNoSignatureSpeaksOf() throws IOException {
    var request =
        new TestRequest("PUT", "/r/m/k")
            .header("Content-Encoding", "gzip, aws-chunked")
            .header("x-amz-decoded-content-length", "5");
    Payload payload = Payloads.unsigned(request.parts());
    assertThat(payload.open(stream("5\r\nhello\r\n0\r\n\r\n"), OptionalLong.of(15)).readNBytes(5))
        .isEqualTo("hello".getBytes(US_ASCII));
    request.header("Content-Encoding", "gzip");
    assertThat(Payloads.unsigned(request.parts()).length(OptionalLong.of(15))).hasValue(15);
  }

  /**
   * Whatever comes as chunks: it is read to its end or refused, and no more is kept than passes.
   */
  @Test
  void nonsenseIsRefusedAsSuch() {
    var random = new Random(SEED);
    byte[] buffer = new byte[64];
    for (int round = 0; round < 5_000; round++) {
      byte[] raw = nonsense(random);
      Body body = unsigned(random.nextInt(40), random.nextBoolean() ? "" : "x-amz-checksum-crc32");
      try (InputStream in = body.open(new ByteArrayInputStream(raw))) {
        int reads = 0;
        while (in.read(buffer, 0, 1 + random.nextInt(64)) >= 0) {
          assertThat(++reads).as("seed %s, round %s", SEED, round).isLessThanOrEqualTo(40);
        }
      } catch (S3BodyException e) {
        assertThat(e.exception().error().status()).isEqualTo(400);
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", round " + round, e);
      }
    }
  }

  /** A line, and a trailer, without end. */
  @ParameterizedTest
  @ValueSource(strings = {"", "5\r\nhello\r\n0\r\n", "5\r\nhello\r\n", "5\r\nhello"})
  void endlessBodiesAreGivenUp(String beginning) {
    for (String forever : List.of("a", "\n", "a:b\n", "0", "1\n")) {
      var passed = new AtomicInteger();
      var endless =
          new SlowStream(
              () -> {
                int at = passed.getAndIncrement();
                assertThat(at).isLessThan(100_000);
                return at < beginning.length()
                    ? beginning.charAt(at)
                    : forever.charAt((at - beginning.length()) % forever.length());
              });
      assertThat(
              assertTimeout(
                  Duration.ofSeconds(10),
                  () -> {
                    try {
                      return unsigned(5, "").open(endless).readAllBytes().length;
                    } catch (S3BodyException e) {
                      return -1;
                    }
                  }))
          .isEqualTo(-1);
    }
  }

  private static byte[] nonsense(Random random) {
    var raw = new ByteArrayOutputStream();
    if (random.nextBoolean()) {
      raw.writeBytes("5\r\nhello\r\n0\r\n".getBytes(US_ASCII));
    }
    for (int i = random.nextInt(60); i > 0; i--) {
      int from = random.nextInt(PIECES.length());
      switch (random.nextInt(3)) {
        case 0 -> raw.write(random.nextInt(256));
        case 1 -> raw.write(PIECES.charAt(from));
        default ->
            raw.writeBytes(
                PIECES
                    .substring(from, from + random.nextInt(PIECES.length() - from))
                    .getBytes(US_ASCII));
      }
    }
    return raw.toByteArray();
  }

  private interface Bytes {

    int next() throws IOException;
  }

  /** One byte at a time. */
  private static final class SlowStream extends InputStream {

    private final Bytes bytes;

    SlowStream(Bytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      return bytes.next();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int next = read();
      if (next >= 0) {
        buffer[offset] = (byte) next;
      }
      return next < 0 ? -1 : 1;
    }
  }

  private record Body(Payload payload) {

    InputStream open(InputStream raw) {
      return payload.open(raw, OptionalLong.empty());
    }
  }

  private static Body unsigned(long length, String trailer) {
    var request =
        new TestRequest("PUT", "/r/m/k")
            .header("x-amz-decoded-content-length", Long.toString(length))
            .header("x-amz-trailer", trailer);
    return new Body(ChunkedPayload.unsigned(request.parts()));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }
}
