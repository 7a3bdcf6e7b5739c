package io.anabranch.server.s3gateway.multipart;

import io.anabranch.blockstore.UploadedPart;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The object that parts make.
 *
 * @param parts in order, at least one
 */
record Assembly(List<Part> parts) {

  static final int MOST_PARTS = 10_000;

  /** Of each part but the last, as the protocol has it: on stores that take smaller ones, too. */
  static final long SMALLEST_BYTES = 5 << 20;

  /**
   * @throws S3Exception when no object is made of the named parts
   */
  static Assembly of(List<NamedPart> named, List<Part> received) {
    if (named.isEmpty() || named.size() > MOST_PARTS) {
      throw S3Error.MALFORMED_XML.exception(
          "An upload is completed with 1 to %d parts, not %d".formatted(MOST_PARTS, named.size()));
    }
    Map<Integer, Part> byNumber =
        received.stream().collect(Collectors.toMap(Part::number, Function.identity()));
    List<Part> parts = new ArrayList<>();
    int last = 0;
    for (NamedPart part : named) {
      if (part.number() <= last) {
        throw S3Error.INVALID_PART_ORDER.exception();
      }
      last = part.number();
      parts.add(find(byNumber, part));
    }
    requireSizes(parts);
    return new Assembly(List.copyOf(parts));
  }

  private static Part find(Map<Integer, Part> received, NamedPart named) {
    Part part = received.get(named.number());
    if (part == null
        || !part.md5().equalsIgnoreCase(named.etag())
        || named.checksum().filter(sum -> !part.checksum().equals(named.checksum())).isPresent()) {
      throw S3Error.INVALID_PART.exception(
          "Part %d was not uploaded, or has another ETag or checksum than the one that is named"
              .formatted(named.number()));
    }
    return part;
  }

  private static void requireSizes(List<Part> parts) {
    for (Part part : parts.subList(0, parts.size() - 1)) {
      if (part.size() < SMALLEST_BYTES) {
        throw S3Error.ENTITY_TOO_SMALL.exception(
            "Part %d has %d bytes: every part but the last must have 5 MiB or more"
                .formatted(part.number(), part.size()));
      }
    }
  }

  /** As the field computes it: the MD5 of the MD5s, and how many they are. */
  public String etag() {
    MessageDigest digest = md5();
    parts.forEach(part -> digest.update(HexFormat.of().parseHex(part.md5())));
    return HexFormat.of().formatHex(digest.digest()) + "-" + parts.size();
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  PartSizes sizes() {
    return PartSizes.of(parts.stream().map(Part::size).toList());
  }

  long bytes() {
    return parts.stream().mapToLong(Part::size).sum();
  }

  /** As the store knows them. */
  List<UploadedPart> stored() {
    return parts.stream()
        .map(part -> new UploadedPart(part.number(), part.size(), part.storeEtag()))
        .toList();
  }
}
