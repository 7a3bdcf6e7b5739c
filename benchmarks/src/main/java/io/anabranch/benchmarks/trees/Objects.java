package io.anabranch.benchmarks.trees;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of a repository, in folders of ten; a version gives all of them other values. */
record Objects(long version) {

  private static final int FILES_OF_A_FOLDER = 10;

  static Key path(int i) {
    long tail = i * 0x9e3779b97f4a7c15L;
    byte[] path = "tables/day=0000000/part-00000-0000000000000000.parquet".getBytes(US_ASCII);
    putDecimal(path, 17, i / FILES_OF_A_FOLDER);
    putDecimal(path, 28, i % FILES_OF_A_FOLDER);
    for (int at = 45; at >= 30; at--, tail >>>= 4) {
      path[at] = (byte) "0123456789abcdef".charAt((int) (tail & 15));
    }
    return Key.wrap(path);
  }

  RecordValue value(int i) {
    long etag = (i + version) * 0xc2b2ae3d27d4eb4fL;
    String name = Long.toString(etag, 32) + Long.toString(etag * etag, 32);
    return RecordValue.of(
        new Entry(
            "data/gq2s0lfnji4s73bqqvt0/" + name.replace('-', 'v'),
            AddressType.RELATIVE,
            Instant.ofEpochSecond(1_700_000_000 + i % 1_000_000),
            Math.floorMod(etag, 1 << 28),
            Long.toHexString(etag) + Long.toHexString(~etag),
            Map.of(),
            "application/octet-stream"));
  }

  Cursor<EntryRecord> first(int count) {
    return new Cursor<>() {
      private int at;

      @Override
      public @Nullable EntryRecord next() {
        return at == count ? null : new EntryRecord(path(at), value(at++));
      }

      @Override
      public void seek(Key target) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** Changes the neighbours from the first one on to the values of this version. */
  Cursor<StagedChange> changes(int first, int count) {
    return new Cursor<>() {
      private int at = first;

      @Override
      public @Nullable StagedChange next() {
        return at == first + count ? null : new StagedChange(path(at), value(at++));
      }

      @Override
      public void seek(Key target) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static void putDecimal(byte[] target, int lastDigit, int number) {
    int rest = number;
    for (int at = lastDigit; rest > 0; at--, rest /= 10) {
      target[at] = (byte) ('0' + rest % 10);
    }
  }
}
