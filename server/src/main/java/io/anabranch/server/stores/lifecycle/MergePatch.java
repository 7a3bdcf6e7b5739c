package io.anabranch.server.stores.lifecycle;

import io.micronaut.json.tree.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** RFC 7396: an object says what becomes of each of its keys, and null takes one away. */
final class MergePatch {

  private MergePatch() {}

  static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    Map<String, JsonNode> merged = new LinkedHashMap<>();
    if (target.isObject()) {
      target.entries().forEach(entry -> merged.put(entry.getKey(), entry.getValue()));
    }
    for (Map.Entry<String, JsonNode> change : patch.entries()) {
      if (change.getValue().isNull()) {
        merged.remove(change.getKey());
      } else {
        JsonNode before = merged.getOrDefault(change.getKey(), JsonNode.nullNode());
        merged.put(change.getKey(), apply(before, change.getValue()));
      }
    }
    return JsonNode.createObjectNode(merged);
  }
}
