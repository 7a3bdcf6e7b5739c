package io.anabranch.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.api.ApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The API document, parsed. */
record Api(JsonNode document, List<ApiOperation> operations) {

  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete");

  static Api read() {
    try {
      return of(new ObjectMapper().readTree(ApiDocument.json()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Api of(JsonNode document) {
    List<ApiOperation> operations = new ArrayList<>();
    for (var path : document.get("paths").properties()) {
      JsonNode item = path.getValue();
      String uri = server(document, item) + path.getKey();
      for (var operation : item.properties()) {
        if (METHODS.contains(operation.getKey())) {
          operations.add(
              ApiOperation.of(document, item, operation.getValue(), operation.getKey(), uri));
        }
      }
    }
    return new Api(document, List.copyOf(operations));
  }

  ApiOperation operation(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the document has no operation " + id));
  }

  private static String server(JsonNode document, JsonNode item) {
    JsonNode servers = item.has("servers") ? item.get("servers") : document.get("servers");
    return servers.get(0).get("url").asText();
  }

  /** The node itself, or what it refers to. */
  static JsonNode resolve(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}
