package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.ContentStream;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PartLimits;
import io.anabranch.blockstore.PartPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/** S3's own uploads in parts. */
final class S3MultipartUploads implements MultipartUploads {

  static final PartLimits LIMITS = new PartLimits(S3Parts.SMALLEST, S3Parts.LARGEST, S3Parts.MOST);

  private final S3Connection store;
  private final S3Parts uploads;
  private final S3UploadListing listing;

  S3MultipartUploads(S3Connection store) {
    this.store = store;
    this.uploads = new S3Parts(store);
    this.listing = new S3UploadListing(store);
  }

  @Override
  public PartLimits limits() {
    return LIMITS;
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    S3Addresses.check(address);
    return store
        .failures()
        .translating(S3Action.write(address), () -> uploads.begin(address, attributes));
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    LIMITS.requireNumber(address, number);
    long length =
        content
            .length()
            .orElseThrow(
                () ->
                    new BlockstoreException(
                        Kind.BAD_CONTENT,
                        "Part " + number + " of " + address + " has no length; declare it"));
    return store
        .failures()
        .translating(
            S3Action.write(address),
            () -> {
              try (ContentReader reader = ContentReader.open(address, content)) {
                ContentStream stream = new ContentStream(reader, length);
                return uploads.put(
                    address, uploadId, number, S3Uploads.body(stream, length), length);
              }
            });
  }

  /** The source is looked at first: no store copies a range that is cut at the object's end. */
  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    LIMITS.requireNumber(address, number);
    S3Addresses.check(source);
    ObjectInfo info = new S3Reads(store).stat(source, options.version());
    options.requireSame(info);
    UploadPartCopyRequest.Builder from =
        UploadPartCopyRequest.builder()
            .sourceBucket(source.container())
            .sourceKey(source.key())
            .copySourceIfMatch(S3Reads.quoted(info.etag()));
    options.version().ifPresent(from::sourceVersionId);
    options.range().ifPresent(range -> from.copySourceRange(within(range, info)));
    long length = options.range().map(range -> range.lengthWithin(info.size())).orElse(info.size());
    return store
        .failures()
        .translating(
            S3Action.copy(source, address),
            () -> uploads.copy(address, uploadId, number, from, length));
  }

  private static String within(ByteRange range, ObjectInfo source) {
    long length = range.lengthWithin(source.size());
    if (length == 0) {
      throw new BlockstoreException(
          Kind.RANGE_NOT_SATISFIABLE, "The range begins behind the end of " + source.address());
    }
    return "bytes=" + range.offset() + "-" + (range.offset() + length - 1);
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return listing.parts(address, uploadId, afterNumber, limit);
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    return listing.uploads(container, prefix, after, limit);
  }

  /** The object is looked at afterwards, because the sizes of parts are only what callers say. */
  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    checkOrder(address, parts);
    store
        .failures()
        .translating(
            S3Action.write(address), () -> uploads.complete(address, uploadId, parts, ifAbsent));
    return new S3Reads(store).stat(address, Optional.empty());
  }

  /** Some stores put parts into order by themselves. */
  private static void checkOrder(PhysicalAddress address, List<UploadedPart> parts) {
    if (parts.isEmpty()) {
      throw new BlockstoreException(
          Kind.BAD_CONTENT, "An upload to " + address + " has at least one part; name it");
    }
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i - 1).number() >= parts.get(i).number()) {
        throw new BlockstoreException(
            Kind.BAD_CONTENT,
            "The parts of an upload to "
                + address
                + " are not in ascending order of their numbers: "
                + parts.get(i).number()
                + " comes after "
                + parts.get(i - 1).number());
      }
    }
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    try {
      store
          .failures()
          .translating(
              S3Action.abort(address),
              () -> {
                uploads.abort(address, uploadId);
                return true;
              });
    } catch (BlockstoreException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }
}
