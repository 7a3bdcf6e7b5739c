package io.anabranch.benchmarks.sortedrun;

import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.sortedrun.SortedRun;
import io.anabranch.versioning.sortedrun.SortedRunWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A million entries as a partitioned table of a data lake has them; always the same ones. */
@State(Scope.Benchmark)
public class Records {

  static final int COUNT = 1_000_000;

  private static final int FILES_OF_A_PARTITION = 2_000;
  private static final String BASE32 = "0123456789abcdefghijklmnopqrstuv";

  final byte[][] keys = new byte[COUNT][];
  final byte[][] values = new byte[COUNT][];

  @Setup(Level.Trial)
  public void fill() {
    Random random = new Random(42);
    String folder = "";
    for (int i = 0; i < COUNT; i++) {
      if (i % FILES_OF_A_PARTITION == 0) {
        folder = "data/" + base32(random);
      }
      keys[i] = key(i, random).bytes();
      values[i] = value(i, folder, random).encoded();
    }
  }

  /** Writes all records as one run. */
  SortedRun write() {
    SortedRunWriter writer = new SortedRunWriter(new TreeMap<>(Map.of("type", "ranges")));
    for (int i = 0; i < COUNT; i++) {
      writer.append(keys[i], keys[i].length, values[i], 0, values[i].length);
    }
    return writer.finish();
  }

  private static Key key(int i, Random random) {
    int day = i / FILES_OF_A_PARTITION;
    return Key.of(
        "warehouse/orders/day=%04d-%02d-%02d/part-%05d-%016x.snappy.parquet"
            .formatted(
                2024 + day / 336,
                1 + day / 28 % 12,
                1 + day % 28,
                i % FILES_OF_A_PARTITION,
                random.nextLong()));
  }

  private static RecordValue value(int i, String folder, Random random) {
    return RecordValue.of(
        new Entry(
            folder + "/" + base32(random),
            AddressType.RELATIVE,
            Instant.ofEpochSecond(1_700_000_000 + i, random.nextInt(1_000_000_000)),
            random.nextInt(1 << 28),
            "%016x%016x".formatted(random.nextLong(), random.nextLong()),
            Map.of(),
            "application/octet-stream"));
  }

  private static String base32(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return text.toString();
  }
}
