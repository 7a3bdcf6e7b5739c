package io.anabranch.server.s3gateway.multipart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sizes of the parts that an object was made of, in order, as its entry keeps them: runs of
 * equal ones, as in {@code 8388608*12,1024}.
 */
public record PartSizes(List<Run> runs) {

  /** Under which the metadata of an entry has them. */
  public static final String METADATA_KEY = "::anabranch::parts";

  private static final Pattern RUN = Pattern.compile("(\\d{1,18})(?:\\*(\\d{1,9}))?");

  /** So many parts of a size in a row. */
  public record Run(long size, int count) {

    @Override
    public String toString() {
      return count == 1 ? Long.toString(size) : size + "*" + count;
    }

    long bytes() {
      return Math.multiplyExact(size, (long) count);
    }
  }

  /** Where a part lies in its object. */
  public record Place(long offset, long size) {}

  public PartSizes {
    runs = List.copyOf(runs);
  }

  public static PartSizes of(Collection<Long> sizes) {
    List<Run> runs = new ArrayList<>();
    for (long size : sizes) {
      if (!runs.isEmpty() && runs.getLast().size == size) {
        runs.add(new Run(size, runs.removeLast().count + 1));
      } else {
        runs.add(new Run(size, 1));
      }
    }
    return new PartSizes(runs);
  }

  /** Empty when the text is none of {@link #toString}: anybody can have set it. */
  public static Optional<PartSizes> parse(String text) {
    List<Run> runs = new ArrayList<>();
    long bytes = 0;
    long parts = 0;
    for (String run : text.split(",", -1)) {
      var match = RUN.matcher(run);
      if (!match.matches()) {
        return Optional.empty();
      }
      int count = match.group(2) == null ? 1 : Integer.parseInt(match.group(2));
      long size = Long.parseLong(match.group(1));
      parts += count;
      if (count == 0 || parts > Assembly.MOST_PARTS || size > (Long.MAX_VALUE - bytes) / count) {
        return Optional.empty();
      }
      bytes += size * count;
      runs.add(new Run(size, count));
    }
    return Optional.of(new PartSizes(runs));
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return runs.stream().map(Run::toString).collect(Collectors.joining(","));
  }

  /** How many parts there are. */
  public int count() {
    return runs.stream().mapToInt(Run::count).sum();
  }

  /** Of all together. */
  public long bytes() {
    return runs.stream().mapToLong(Run::bytes).sum();
  }

  /**
   * Empty when there are fewer parts.
   *
   * @param position from 1
   */
  public Optional<Place> find(int position) {
    long offset = 0;
    int before = 0;
    for (Run run : runs) {
      if (position > before && position - before <= run.count) {
        return Optional.of(new Place(offset + run.size * (position - before - 1), run.size));
      }
      before += run.count;
      offset += run.bytes();
    }
    return Optional.empty();
  }
}
