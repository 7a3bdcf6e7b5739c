package io.anabranch.server.s3gateway.object;

import io.anabranch.blockstore.ByteRange;
import io.anabranch.server.bytes.ByteRangeHeader;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.multipart.PartSizes;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.versioning.model.Entry;
import java.util.List;
import java.util.Optional;

/**
 * Which bytes of an object are asked for.
 *
 * @param range empty for the whole object
 * @param count of the parts that the object was uploaded in, if one of them is asked for
 */
record RequestedPart(Optional<ByteRange> range, Optional<Integer> count) {

  private static final RequestedPart WHOLE = new RequestedPart(Optional.empty(), Optional.empty());
  private static final String PART = "partNumber";
  private static final int MOST_PARTS = 10_000;

  /**
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_RANGE for a part that there is
   *     not
   * @throws io.anabranch.versioning.failure.FailureException RangeNotSatisfiable
   */
  static RequestedPart of(Call call, Entry entry) {
    if (call.query().has(PART)) {
      return ofNumber(call.query().number(PART, 1, MOST_PARTS), entry);
    }
    Optional<String> header = call.request().header("Range");
    // One that cannot be read is none.
    return header
        .filter(ByteRangeHeader::isReadable)
        .map(
            range ->
                new RequestedPart(ByteRangeHeader.parse(range, entry.size()), Optional.empty()))
        .orElse(WHOLE);
  }

  private static RequestedPart ofNumber(int number, Entry entry) {
    PartSizes sizes = sizes(entry);
    PartSizes.Place place =
        sizes
            .find(number)
            .orElseThrow(
                () ->
                    S3Error.INVALID_RANGE.exception(
                        "The object has no part %d, but %d".formatted(number, sizes.count())));
    Optional<ByteRange> range =
        place.size() == 0
            ? Optional.empty()
            : Optional.of(new ByteRange(place.offset(), place.size()));
    return new RequestedPart(range, Optional.of(sizes.count()));
  }

  /** Of an object that came whole, or of which nothing is known, it is one part. */
  static PartSizes sizes(Entry entry) {
    return Optional.ofNullable(entry.metadata().get(PartSizes.METADATA_KEY))
        .flatMap(PartSizes::parse)
        .filter(sizes -> sizes.bytes() == entry.size())
        .orElseGet(() -> PartSizes.of(List.of(entry.size())));
  }

  boolean isWhole() {
    return range.isEmpty();
  }
}
