package io.anabranch.blockstore.lakefs;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the API says of an object, in the port's form. The etag is the object's checksum. */
final class ObjectStats {

  private ObjectStats() {}

  /** As listings describe objects. */
  static ObjectInfo brief(Location at, JsonNode stats) {
    return new ObjectInfo(at.address(), size(stats), etag(stats), time(stats));
  }

  static ObjectInfo whole(Location at, JsonNode stats) {
    Map<String, String> metadata = new HashMap<>();
    stats.path("metadata").forEachEntry((name, value) -> metadata.put(name, value.asText()));
    return new ObjectInfo(
        at.address(),
        size(stats),
        etag(stats),
        time(stats),
        Optional.empty(),
        Optional.empty(),
        new ObjectAttributes(
            Optional.of(stats.path("content_type").asText()).filter(type -> !type.isEmpty()),
            metadata));
  }

  private static long size(JsonNode stats) {
    return stats.path("size_bytes").asLong();
  }

  /** As the header ETag of its bytes has it, between the quotes. */
  private static String etag(JsonNode stats) {
    return stats.path("checksum").asText().replace("\"", "");
  }

  private static Instant time(JsonNode stats) {
    return Instant.ofEpochSecond(stats.path("mtime").asLong());
  }
}
