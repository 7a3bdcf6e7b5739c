package io.anabranch.versioning.sortedrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.sortedrun.Runs.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is written is read, and found by seeking, whatever the records are. */
class SortedRunTest {

  private static final int CASES = 120;

  @Test
  void readsAndFindsWhatWasWritten() {
    long first = System.nanoTime();
    SortedRunWriter reused = new SortedRunWriter(Runs.RANGES);
    for (long seed = first; seed < first + CASES; seed++) {
      try {
        readAndFind(new Random(seed), reused);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void refusesKeysThatDoNotAscend() {
    SortedRunWriter writer = new SortedRunWriter(Runs.RANGES);
    RecordValue value = RecordValue.of(new byte[0], new byte[0]);
    writer.append(Key.of("b"), value);
    assertThatThrownBy(() -> writer.append(Key.of("b"), value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.append(Key.of("a"), value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void compressesAndDecompressesAnything() {
    Random random = new Random(7);
    SnappyEncoder encoder = new SnappyEncoder();
    for (int i = 0; i < 400; i++) {
      byte[] source = new byte[random.nextInt(i % 20 == 0 ? 200_000 : 5_000)];
      int alphabet = 1 + random.nextInt(256);
      for (int j = 0; j < source.length; j++) {
        boolean repeat = j > 100 && random.nextInt(8) > 0;
        source[j] = repeat ? source[j - 1 - random.nextInt(100)] : (byte) random.nextInt(alphabet);
      }
      int length = encoder.encode(source, source.length);
      assertThat(SnappyDecoder.decode(encoder.output(), length)).isEqualTo(source);
    }
  }

  private static void readAndFind(Random random, SortedRunWriter writer) {
    TreeMap<Key, RecordValue> records = new TreeMap<>();
    int count = random.nextInt(random.nextInt(10) == 0 ? 6_000 : 300);
    int maxKey = random.nextInt(4) == 0 ? 400 : 12;
    for (int i = 0; i < count; i++) {
      records.put(key(random, maxKey), value(random));
    }
    records.forEach(writer::append);
    SortedRun run = writer.finish();
    List<Row> rows = records.entrySet().stream().map(SortedRunTest::row).toList();
    SortedRun fresh = Runs.write(Runs.RANGES, rows);
    assertThat(fresh.file().mismatch(run.file())).isEqualTo(-1);
    assertThat(fresh.id()).isEqualTo(run.id());

    SortedRunReader reader = SortedRunReader.open(run.file(), run.id());
    assertThat(Runs.read(reader)).isEqualTo(rows);
    SortedRunCursor cursor = reader.cursor();
    Key last = Key.EMPTY;
    for (int i = 0; i < 50; i++) {
      Key wanted = key(random, maxKey);
      assertThat(reader.find(wanted).orElse(null)).isEqualTo(records.get(wanted));
      Key target = i % 10 == 0 ? wanted : last.next();
      last = target.compareTo(last) > 0 ? target : last;
      Map.Entry<Key, RecordValue> expected = records.ceilingEntry(last);
      assertThat(cursor.seek(target)).isEqualTo(expected != null);
      if (expected == null) {
        return;
      }
      assertThat(cursor.key()).isEqualTo(expected.getKey());
      assertThat(cursor.value()).isEqualTo(expected.getValue());
      last = cursor.key();
    }
  }

  private static Key key(Random random, int maxLength) {
    byte[] key = new byte[random.nextInt(maxLength)];
    Arrays.fill(key, (byte) (random.nextInt(5) == 0 ? 0xff : 'k'));
    for (int i = random.nextInt(key.length + 1); i < key.length; i++) {
      key[i] = (byte) random.nextInt();
    }
    return Key.wrap(key);
  }

  private static RecordValue value(Random random) {
    byte[] data = new byte[random.nextInt(random.nextInt(400) == 0 ? 100_000 : 100)];
    if (random.nextBoolean()) {
      random.nextBytes(data);
    }
    return RecordValue.of(new byte[] {(byte) data.length}, data);
  }

  private static Row row(Map.Entry<Key, RecordValue> entry) {
    return new Row(entry.getKey(), entry.getValue());
  }
}
