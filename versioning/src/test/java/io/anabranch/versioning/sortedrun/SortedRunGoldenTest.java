package io.anabranch.versioning.sortedrun;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.format.IdentityHash;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Larger runs, pinned by the SHA-256 of their files. Pebble's writer (of January 2023, with
 * golang/snappy 0.0.4) made the very same files from these records: they have keys of {@code ff}
 * bytes, values of several Snappy pieces, incompressible blocks, and indexes of two levels.
 */
class SortedRunGoldenTest {

  private static final int MANY = 60_000;

  @ParameterizedTest
  @CsvSource({
    "4, 188e3f47a30c5cd05c1ad2331f54b1a199e4170b494876f3193bd4c6b1dfce19",
    "7, 12d2ff1776d4cca85c05a3887338424edeb25fd6155aa987b937a37c35587f91",
    "12, 3106316a5beeffe682f175b149808337cee88e370dc5c8b4834a36aab1dd00e6",
    "25, a4ae2e4a54fce5b12fcc62ce6d9b6e62f7418ca4cc4f8c3671c666c6fe7077b0",
    "39, 5b8b7b0d2696459cfde2b5382e7e3a774637dafe25d169d172abb79df1e2b6b8"
  })
  void writesWhatTheReferenceWriterWrote(long seed, String sha256) {
    SortedRunWriter writer = new SortedRunWriter(Runs.RANGES);
    records(seed).forEach((key, value) -> writer.append(key, key.length, value, 0, value.length));
    byte[] file = writer.finish().file().toArray(ValueLayout.JAVA_BYTE);
    assertThat(HexFormat.of().formatHex(IdentityHash.sha256().digest(file))).isEqualTo(sha256);
  }

  /** Every draw counts: the order of calls decides what the records are. */
  private static Map<byte[], byte[]> records(long seed) {
    Random random = new Random(seed);
    int count = seed % 7 == 0 ? MANY : random.nextInt(4_000);
    int maxKey = 1 + random.nextInt(seed % 3 == 0 ? 300 : 60);
    Map<byte[], byte[]> records = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < count; i++) {
      byte[] key = key(random, maxKey);
      if (seed % 7 == 0) {
        key = "part/%d/file-%08d.parquet".formatted(i / 100, i).getBytes(US_ASCII);
      } else {
        for (int j = random.nextInt(key.length + 1); j < key.length; j++) {
          key[j] = (byte) random.nextInt();
        }
      }
      records.put(key, value(random, seed));
    }
    return records;
  }

  private static byte[] key(Random random, int maxLength) {
    byte[] key = new byte[random.nextInt(maxLength)];
    Arrays.fill(key, (byte) (random.nextInt(5) == 0 ? 0xff : 'p'));
    return key;
  }

  private static byte[] value(Random random, long seed) {
    boolean large = seed % 4 == 0 && random.nextInt(200) == 0;
    byte[] value = new byte[random.nextInt(large ? 131_072 : seed % 5 == 0 ? 2 : 300)];
    int alphabet = 1 + random.nextInt(256);
    for (int i = 0; i < value.length; i++) {
      boolean repeat = i > 40 && random.nextInt(6) > 0;
      value[i] = repeat ? value[i - 1 - random.nextInt(40)] : (byte) random.nextInt(alphabet);
    }
    return value;
  }
}
