package io.anabranch.blockstore.gs;

import com.google.api.client.http.HttpHeaders;
import com.google.api.services.storage.model.StorageObject;
import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the store says of an object, in the port's form. The generation is both etag and version: it
 * is another one after every overwrite, and requests can insist on it.
 */
final class GsObjects {

  /** What of an object's metadata is asked for. */
  static final String FIELDS = "name,size,generation,updated,contentType,metadata,crc32c";

  static final String LISTED_FIELDS = "name,size,generation,updated";

  private static final Pattern CRC32C = Pattern.compile("crc32c=([A-Za-z0-9+/=]+)");
  private static final String GENERATION = "x-goog-generation";
  private static final String METADATA = "x-goog-meta-";

  private GsObjects() {}

  static ObjectInfo of(PhysicalAddress address, StorageObject object) {
    String generation = object.getGeneration().toString();
    return new ObjectInfo(
        address,
        size(object),
        generation,
        updated(object),
        Optional.of(generation),
        checksum(object.getCrc32c()),
        GsAttributes.of(object.getContentType(), object.getMetadata()));
  }

  static ObjectInfo listed(PhysicalAddress address, StorageObject object) {
    return new ObjectInfo(
        address, size(object), object.getGeneration().toString(), updated(object));
  }

  /** Whether it came from the store, and not from whatever else is at the endpoint. */
  static boolean isDescribed(StorageObject object) {
    return object.getGeneration() != null
        && object.getSize() != null
        && object.getUpdated() != null;
  }

  /** Likewise of an object's headers. */
  static boolean isDescribed(HttpHeaders headers) {
    return headers.getFirstHeaderStringValue(GENERATION) != null
        && headers.getContentLength() != null
        && headers.getLastModified() != null;
  }

  /**
   * @param size of the whole object
   * @param headers that {@link #isDescribed} holds for
   */
  static ObjectInfo of(PhysicalAddress address, long size, HttpHeaders headers) {
    String generation = headers.getFirstHeaderStringValue(GENERATION);
    return new ObjectInfo(
        address,
        size,
        generation,
        lastModified(headers),
        Optional.of(generation),
        headers.getHeaderStringValues("x-goog-hash").stream()
            .map(CRC32C::matcher)
            .filter(Matcher::find)
            .findFirst()
            .flatMap(found -> checksum(found.group(1))),
        GsAttributes.of(headers.getContentType(), metadata(headers)));
  }

  private static long size(StorageObject object) {
    return object.getSize().longValueExact();
  }

  private static Instant updated(StorageObject object) {
    return Instant.ofEpochMilli(object.getUpdated().getValue());
  }

  private static Instant lastModified(HttpHeaders headers) {
    return ZonedDateTime.parse(headers.getLastModified(), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant();
  }

  private static Map<String, String> metadata(HttpHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    for (String name : headers.getUnknownKeys().keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(METADATA)) {
        metadata.put(lower.substring(METADATA.length()), headers.getFirstHeaderStringValue(name));
      }
    }
    return metadata;
  }

  private static Optional<Checksum> checksum(@Nullable String crc32c) {
    return Optional.ofNullable(crc32c)
        .map(Base64.getDecoder()::decode)
        .map(HexFormat.of()::formatHex)
        .map(hex -> new Checksum(Checksum.Algorithm.CRC32C, hex));
  }
}
