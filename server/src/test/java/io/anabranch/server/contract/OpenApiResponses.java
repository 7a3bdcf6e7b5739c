package io.anabranch.server.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Holds answers of the server to the document. For tests: a violation is an {@link AssertionError}.
 * Safe for use by many threads.
 */
public final class OpenApiResponses {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String IRI = "urn:anabranch:openapi";
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  private static final Api API = Api.read();
  private static final JsonSchemaFactory FACTORY = factory();
  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  private OpenApiResponses() {}

  /**
   * Fails unless an operation may answer this. A success must have a declared status; a failure may
   * be the declared {@code default}. A body must match its schema and have no field besides those
   * declared; where no body is declared it must be empty. Bodies that are not JSON are not looked
   * at.
   *
   * @param json the body, empty if there was none
   */
  public static void validate(String operationId, int status, String json) {
    ApiOperation operation = API.operation(operationId);
    String key = declared(operation, status);
    JsonNode content = operation.response(key).path("content");
    if (content.isEmpty()) {
      // A 429 is declared without a body, but says why all the same.
      if (!json.isEmpty() && status < 400) {
        throw new AssertionError(operationId + " " + status + " must have no body, got " + json);
      }
    } else if (content.has("application/json")) {
      check(operationId + " " + status, schema(operationId, key), json);
    }
  }

  private static String declared(ApiOperation operation, int status) {
    String key = String.valueOf(status);
    if (operation.responses().containsKey(key)) {
      return key;
    }
    if (status >= 400 && operation.responses().containsKey("default")) {
      return "default";
    }
    throw new AssertionError(
        operation.id() + " may not answer " + status + ", only " + operation.responses().keySet());
  }

  private static void check(String what, JsonSchema schema, String json) {
    Set<ValidationMessage> violations;
    try {
      violations = schema.validate(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(what + " is not JSON: " + json, e);
    }
    if (!violations.isEmpty()) {
      throw new AssertionError(
          violations.stream()
              .map(ValidationMessage::getMessage)
              .collect(Collectors.joining("\n  ", what + ":\n  ", "\n" + json)));
    }
  }

  private static JsonSchema schema(String operationId, String key) {
    return SCHEMAS.computeIfAbsent(
        operationId + "/" + key,
        path -> FACTORY.getSchema(SchemaLocation.of(IRI + "#/answers/" + path), CONFIG));
  }

  private static JsonSchemaFactory factory() {
    String document = strict().toString();
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(OpenApi30.getInstance())
            .keyword(new NonValidationKeyword("components"))
            .keyword(new NonValidationKeyword("answers"))
            .build();
    return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V4))
        .metaSchema(dialect)
        .defaultMetaSchemaIri(dialect.getIri())
        .schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, document)))
        .build();
  }

  /**
   * The document's components, with all objects closed except those that are parts of others, and
   * the schema of every answer at {@code /answers/OPERATION/STATUS}.
   */
  private static JsonNode strict() {
    ObjectNode document = MAPPER.createObjectNode();
    document.set("components", API.document().get("components").deepCopy());
    Set<String> parts = new HashSet<>();
    document
        .findValues("allOf")
        .forEach(allOf -> allOf.findValues("$ref").forEach(part -> parts.add(part.asText())));
    for (var schema : document.at("/components/schemas").properties()) {
      boolean part = parts.contains("#/components/schemas/" + schema.getKey());
      if (!part && schema.getValue().has("properties")) {
        ((ObjectNode) schema.getValue()).put("additionalProperties", false);
      }
    }
    ObjectNode answers = document.putObject("answers");
    for (ApiOperation operation : API.operations()) {
      ObjectNode statuses = answers.putObject(operation.id());
      operation
          .responses()
          .forEach(
              (status, response) -> {
                JsonNode schema = response.at("/content/application~1json/schema");
                if (!schema.isMissingNode()) {
                  statuses.set(status, schema.deepCopy());
                }
              });
    }
    return document;
  }
}
