package io.anabranch.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The document as the generator of clients gets it. Left out is what a generated method cannot do
 * well: bytes of objects, which it would hold in files, and links, which are used as they are. A
 * plain text answer says so.
 */
final class ClientDocument {

  private static final String TEXT = "text/html";
  private static final Set<String> BYTES = Set.of("uploadObject", "getObject");
  private static final String LINKS = "links";

  private ClientDocument() {}

  /** A changed copy. */
  static Map<String, Object> of(Map<String, Object> document) {
    Map<String, Object> changed = new LinkedHashMap<>(document);
    Map<String, Object> paths = new LinkedHashMap<>();
    Bundle.mapping(document.getOrDefault("paths", Map.of()))
        .forEach((path, item) -> paths.put(path, operations(Bundle.mapping(item))));
    paths.values().removeIf(item -> Bundle.mapping(item).isEmpty());
    changed.put("paths", paths);
    return changed;
  }

  private static Map<String, Object> operations(Map<String, Object> item) {
    Map<String, Object> kept = new LinkedHashMap<>();
    item.forEach(
        (key, value) -> {
          if (!(value instanceof Map<?, ?> operation && isLeftOut(operation))) {
            kept.put(key, value);
          }
        });
    kept.computeIfPresent("post", (_, operation) -> withPlainText(Bundle.mapping(operation)));
    return kept;
  }

  private static boolean isLeftOut(Map<?, ?> operation) {
    return (operation.get("operationId") instanceof String id && BYTES.contains(id))
        || (operation.get("tags") instanceof List<?> tags && tags.contains(LINKS));
  }

  /** The peer's document calls a bare id a web page; its generated clients cope, others do not. */
  private static Map<String, Object> withPlainText(Map<String, Object> operation) {
    Map<String, Object> responses = new LinkedHashMap<>();
    Bundle.mapping(operation.getOrDefault("responses", Map.of()))
        .forEach((status, response) -> responses.put(status, renamed(Bundle.mapping(response))));
    Map<String, Object> changed = new LinkedHashMap<>(operation);
    changed.put("responses", responses);
    return changed;
  }

  private static Map<String, Object> renamed(Map<String, Object> response) {
    if (!(response.get("content") instanceof Map<?, ?> content && content.containsKey(TEXT))) {
      return response;
    }
    Map<String, Object> changed = new TreeMap<>(response);
    changed.put("content", Map.of("text/plain", content.get(TEXT)));
    return changed;
  }
}
