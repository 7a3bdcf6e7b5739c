package io.anabranch.versioning.range;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.TreeFormat.RangeData;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.sortedrun.SortedRun;
import org.jspecify.annotations.Nullable;

/**
 * A range as the metarange lists it. The list is ordered by {@code maxKey}, and ranges of one tree
 * do not overlap.
 *
 * @param id the hash of its records, 64 hex characters, under which its file is kept
 * @param minKey its first key
 * @param maxKey its last key, which is the key of its record in the metarange
 * @param count of its records
 * @param estimatedBytes as the writer estimated when it closed the range
 * @param value the record itself, so that an unchanged range is listed again byte for byte
 */
public record Range(
    String id, Key minKey, Key maxKey, long count, long estimatedBytes, RecordValue value) {

  private static final int ID_LENGTH = 64;

  /** The range that a finished run is, which must have records. */
  public static Range of(SortedRun run) {
    RangeData data =
        RangeData.newBuilder()
            .setMinKey(UnsafeByteOperations.unsafeWrap(run.minKey().bytes()))
            .setMaxKey(UnsafeByteOperations.unsafeWrap(run.maxKey().bytes()))
            .setEstimatedSize(run.estimatedBytes())
            .setCount(run.count())
            .build();
    RecordValue value = RecordValue.of(run.id().getBytes(US_ASCII), data.toByteArray());
    return new Range(
        run.id(), run.minKey(), run.maxKey(), run.count(), run.estimatedBytes(), value);
  }

  /** Reads a record of a metarange. Throws Corrupt when it is not one. */
  public static Range decode(Key key, RecordValue value) {
    RangeData data = parse(value);
    byte[] id = value.identity();
    Key minKey = Key.wrap(data.getMinKey().toByteArray());
    Key maxKey = Key.wrap(data.getMaxKey().toByteArray());
    if (!isId(id) || !maxKey.equals(key) || minKey.compareTo(maxKey) > 0 || data.getCount() < 1) {
      throw corrupt(null);
    }
    return new Range(
        new String(id, US_ASCII), minKey, maxKey, data.getCount(), data.getEstimatedSize(), value);
  }

  /** Ids become the names of files, so nothing but an id may pass. */
  private static boolean isId(byte[] text) {
    for (byte b : text) {
      if ((b < '0' || b > '9') && (b < 'a' || b > 'f')) {
        return false;
      }
    }
    return text.length == ID_LENGTH;
  }

  private static RangeData parse(RecordValue value) {
    try {
      return RangeData.parseFrom(value.data());
    } catch (InvalidProtocolBufferException e) {
      throw corrupt(e);
    }
  }

  private static FailureException corrupt(@Nullable Throwable cause) {
    return new FailureException(
        new Failure.Corrupt("a stored tree lists a range that is malformed"), cause);
  }
}
