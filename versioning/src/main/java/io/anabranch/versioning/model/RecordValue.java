package io.anabranch.versioning.model;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.Varint;
import java.util.Arrays;

/**
 * The value of a record in a sorted run: an identity, by which two values are compared, and the
 * data. It keeps the encoded form of docs/formats/sorted-runs.md, so that a record is copied from
 * run to run, or from staging to a run, without being decoded.
 *
 * <p>Encoded: zig-zag varint length, identity, zig-zag varint length, data. Immutable.
 */
public final class RecordValue {

  /** The most bytes that the identity or the data may have. */
  public static final int MAX_PART_BYTES = 640 << 16;

  private final byte[] encoded;
  private final int identityStart;
  private final int identityEnd;
  private final int dataStart;
  private final int dataEnd;

  private RecordValue(byte[] encoded) {
    this.encoded = encoded;
    this.identityStart = startOfPart(encoded, 0);
    this.identityEnd = endOfPart(encoded, 0);
    this.dataStart = startOfPart(encoded, identityEnd);
    this.dataEnd = endOfPart(encoded, identityEnd);
  }

  /** The value of an entry: its identity is computed here. */
  public static RecordValue of(Entry entry) {
    return of(EntryCodec.identity(entry), EntryCodec.encode(entry));
  }

  public static RecordValue of(byte[] identity, byte[] data) {
    byte[] encoded = new byte[partSize(identity) + partSize(data)];
    int end = putPart(encoded, 0, identity);
    putPart(encoded, end, data);
    return new RecordValue(encoded);
  }

  /**
   * Takes over the array. Bytes after the data are ignored. Throws Corrupt when it is malformed.
   */
  public static RecordValue decode(byte[] encoded) {
    return new RecordValue(encoded);
  }

  /** Read only. */
  public byte[] encoded() {
    return encoded;
  }

  public byte[] identity() {
    return Arrays.copyOfRange(encoded, identityStart, identityEnd);
  }

  public byte[] data() {
    return Arrays.copyOfRange(encoded, dataStart, dataEnd);
  }

  public boolean sameIdentity(RecordValue other) {
    return Arrays.equals(
        encoded, identityStart, identityEnd, other.encoded, other.identityStart, other.identityEnd);
  }

  /** The data as an entry. Throws Corrupt when it is not one. */
  public Entry entry() {
    return EntryCodec.decode(encoded, dataStart, dataEnd - dataStart);
  }

  /** Values are equal when they are encoded alike; see {@link #sameIdentity} for what counts. */
  @Override
  public boolean equals(Object o) {
    return o instanceof RecordValue other && Arrays.equals(encoded, other.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  private static int partSize(byte[] part) {
    if (part.length > MAX_PART_BYTES) {
      throw new FailureException(
          new Failure.Invalid("a record of " + part.length + " bytes is too long to be stored"));
    }
    return Varint.size(2L * part.length) + part.length;
  }

  private static int putPart(byte[] target, int offset, byte[] part) {
    int start = Varint.put(target, offset, 2L * part.length);
    System.arraycopy(part, 0, target, start, part.length);
    return start + part.length;
  }

  private static int startOfPart(byte[] encoded, int offset) {
    int size = Varint.sizeAt(encoded, offset, encoded.length);
    if (size < 0) {
      throw malformed(encoded);
    }
    return offset + size;
  }

  private static int endOfPart(byte[] encoded, int offset) {
    // Zig-zag writes lengths as even numbers; an odd one would be negative.
    long doubled = Varint.get(encoded, offset, encoded.length, 2L * MAX_PART_BYTES);
    int start = startOfPart(encoded, offset);
    if (doubled < 0 || (doubled & 1) == 1 || doubled / 2 > encoded.length - start) {
      throw malformed(encoded);
    }
    return start + (int) (doubled / 2);
  }

  private static FailureException malformed(byte[] encoded) {
    return new FailureException(
        new Failure.Corrupt("a stored value of " + encoded.length + " bytes is malformed"));
  }
}
