package io.anabranch.server.s3gateway.checksum;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.s3gateway.checksum.PartChecksums.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.SdkChecksum;

class ChecksumTest {

  private static final long SEED = 20_261_128;

  /** The check values of the catalogues of CRCs, in base64, and the hashes of FIPS 180 likewise. */
  @ParameterizedTest
  @CsvSource({
    "CRC32, 123456789, y/Q5Jg==",
    "CRC32C, 123456789, 4waSgw==",
    "CRC64NVME, 123456789, rosUhgp5mIg=",
    "SHA1, abc, qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "SHA256, abc, ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
    "CRC32, '', AAAAAA==",
    "CRC64NVME, '', AAAAAAAAAAA="
  })
  void knownValues(ChecksumAlgorithm algorithm, String text, String expected) {
    assertThat(direct(algorithm, text.getBytes(US_ASCII))).isEqualTo(expected);
  }

  /** Bytes in pieces of any size, from any place; of CRC-64 the SDK has no version in Java. */
  @ParameterizedTest
  @EnumSource
  void agreesWithOthers(ChecksumAlgorithm algorithm) {
    Checksum theirs =
        switch (algorithm) {
          case CRC32 -> SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.CRC32);
          case CRC32C -> SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.CRC32C);
          case CRC64NVME -> new SlowCrc64();
          case SHA1 -> SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.SHA1);
          case SHA256 -> SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.SHA256);
        };
    RunningChecksum ours = algorithm.running();
    var random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      int from = random.nextInt(bytes.length + 1);
      ours.update(bytes, from, bytes.length - from);
      theirs.update(bytes, from, bytes.length - from);
    }
    byte[] expected =
        theirs instanceof SdkChecksum sdk
            ? sdk.getChecksumBytes()
            : ByteBuffer.allocate(Long.BYTES).putLong(theirs.getValue()).array();
    assertThat(ours.value()).as("seed %s", SEED).isEqualTo(expected);
  }

  /** As the standard words it, bit by bit, with the polynomial that is not reflected. */
  private static final class SlowCrc64 implements Checksum {

    private long remainder = -1;

    @Override
    public void update(int value) {
      remainder ^= Long.reverse(value & 0xff);
      for (int bit = 0; bit < 8; bit++) {
        remainder = remainder < 0 ? remainder << 1 ^ 0xad93d23594c93659L : remainder << 1;
      }
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        update(bytes[i]);
      }
    }

    @Override
    public long getValue() {
      return ~Long.reverse(remainder);
    }

    @Override
    public void reset() {
      remainder = -1;
    }
  }

  /** A CRC of parts, however they are cut, is that of all their bytes. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SHA1", "SHA256"})
  void partsMakeTheWhole(ChecksumAlgorithm algorithm) {
    assertThat(algorithm.isCombinable()).isTrue();
    var random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      byte[] whole = new byte[random.nextInt(5_000)];
      random.nextBytes(whole);
      List<Part> parts = new ArrayList<>();
      for (int from = 0; from < whole.length; ) {
        int length = Math.min(random.nextInt(1_500), whole.length - from);
        byte[] part = Arrays.copyOfRange(whole, from, from + length);
        parts.add(new Part(direct(algorithm, part), length));
        from += length;
      }
      assertThat(PartChecksums.fullObject(algorithm, parts))
          .as("seed %s, round %s: %s", SEED, round, parts)
          .isEqualTo(direct(algorithm, whole));
    }
  }

  /** Lengths beyond 32 bits, by cutting 4 GiB of zeros in two ways. */
  @Test
  void partsMayBeLarge() {
    byte[] zeros = new byte[1 << 20];
    String mebibyte = direct(ChecksumAlgorithm.CRC64NVME, zeros);
    List<Part> doubled = List.of(new Part(mebibyte, 1 << 20));
    long length = 1 << 20;
    while (length < 3L << 30) {
      var half = new Part(PartChecksums.fullObject(ChecksumAlgorithm.CRC64NVME, doubled), length);
      doubled = List.of(half, half);
      length *= 2;
    }
    String all = PartChecksums.fullObject(ChecksumAlgorithm.CRC64NVME, doubled);
    List<Part> each = Collections.nCopies(4_096, new Part(mebibyte, 1 << 20));
    assertThat(PartChecksums.fullObject(ChecksumAlgorithm.CRC64NVME, each)).isEqualTo(all);
  }

  @Test
  void compositesAreMadeOfTheBytesOfChecksums() {
    byte[] first = "first".getBytes(US_ASCII);
    byte[] second = "second".getBytes(US_ASCII);
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      byte[] joined = new byte[0];
      for (byte[] part : List.of(first, second)) {
        byte[] raw = algorithm.decode(direct(algorithm, part)).orElseThrow();
        joined = Arrays.copyOf(joined, joined.length + raw.length);
        System.arraycopy(raw, 0, joined, joined.length - raw.length, raw.length);
      }
      assertThat(
              PartChecksums.composite(
                  algorithm, List.of(direct(algorithm, first), direct(algorithm, second))))
          .isEqualTo(direct(algorithm, joined) + "-2");
    }
  }

  @Test
  void namesAndValues() {
    assertThat(ChecksumAlgorithm.of("crc64nvme")).hasValue(ChecksumAlgorithm.CRC64NVME);
    assertThat(ChecksumAlgorithm.of("MD5")).isEmpty();
    assertThat(ChecksumAlgorithm.ofHeader("X-Amz-Checksum-Sha256"))
        .hasValue(ChecksumAlgorithm.SHA256);
    assertThat(ChecksumAlgorithm.SHA1.header()).isEqualTo("x-amz-checksum-sha1");
    for (ChecksumAlgorithm algorithm : EnumSet.allOf(ChecksumAlgorithm.class)) {
      String value = direct(algorithm, new byte[3]);
      assertThat(algorithm.decode(value)).isPresent();
      assertThat(algorithm.decode(value.substring(4))).isEmpty();
      assertThat(algorithm.decode("*" + value.substring(1))).isEmpty();
    }
    assertThatThrownBy(
            () -> PartChecksums.fullObject(ChecksumAlgorithm.SHA1, List.of(new Part("", 0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PartChecksums.composite(ChecksumAlgorithm.CRC32, List.of("AAAA")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AAAA");
  }

  private static String direct(ChecksumAlgorithm algorithm, byte[] bytes) {
    RunningChecksum running = algorithm.running();
    running.update(bytes, 0, bytes.length);
    return running.base64();
  }
}
