package io.anabranch.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Makes the least body that a schema allows: what is required, with known values where named. */
final class SampleBody {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode document;
  private final Map<String, String> values;

  /**
   * @param values of texts, by the names of properties
   */
  SampleBody(JsonNode document, Map<String, String> values) {
    this.document = document;
    this.values = values;
  }

  JsonNode of(JsonNode schema) {
    return of("", schema);
  }

  private JsonNode of(String name, JsonNode reference) {
    JsonNode schema = Api.resolve(document, reference);
    if (schema.has("allOf") || schema.has("properties")) {
      ObjectNode object = NODES.objectNode();
      schema.path("allOf").forEach(part -> object.setAll((ObjectNode) of(name, part)));
      schema
          .path("required")
          .forEach(
              property -> {
                JsonNode declared = schema.path("properties").path(property.asText());
                object.set(property.asText(), of(property.asText(), declared));
              });
      return object;
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (schema.path("type").asText()) {
      case "array" -> NODES.arrayNode();
      case "integer", "number" -> NODES.numberNode(1);
      case "boolean" -> NODES.booleanNode(false);
      case "string" -> NODES.textNode(values.getOrDefault(name, "contract"));
      default -> NODES.objectNode();
    };
  }
}
