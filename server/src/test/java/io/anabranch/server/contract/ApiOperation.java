package io.anabranch.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One operation as the document declares it.
 *
 * @param method in upper case
 * @param path the whole template, with the server's prefix
 * @param requestBody as declared; missing when the operation takes none
 * @param responses by status, {@code default} included; references resolved
 */
record ApiOperation(
    String id,
    String method,
    String path,
    List<Parameter> parameters,
    JsonNode requestBody,
    Map<String, JsonNode> responses) {

  private static final String JSON = "application/json";

  /** A parameter; {@code in} is {@code path}, {@code query} or {@code header}. */
  record Parameter(String in, String name, boolean required) {

    /** Headers are equal whatever their case. */
    String key() {
      return in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
    }
  }

  static ApiOperation of(
      JsonNode document, JsonNode item, JsonNode operation, String method, String path) {
    Map<String, JsonNode> responses = new TreeMap<>();
    operation
        .get("responses")
        .properties()
        .forEach(e -> responses.put(e.getKey(), Api.resolve(document, e.getValue())));
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
      for (JsonNode parameter : list) {
        parameters.add(parameter(Api.resolve(document, parameter)));
      }
    }
    return new ApiOperation(
        operation.get("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        List.copyOf(parameters),
        operation.path("requestBody"),
        responses);
  }

  /** Method and path template: what makes a route this operation. */
  String route() {
    return method + " " + path;
  }

  /** The first declared status that is not a failure. */
  int successStatus() {
    return responses.keySet().stream()
        .filter(status -> status.startsWith("2") || status.startsWith("3"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow();
  }

  /** Schema of the JSON body of a success; missing when there is none. */
  JsonNode successSchema() {
    return schema(success());
  }

  /** Whether a success has a body of any type. */
  boolean successHasBody() {
    return success().has("content");
  }

  /** Schema of the JSON request body; missing when there is none. */
  JsonNode requestSchema() {
    return schema(requestBody);
  }

  /** What is declared for a status; missing when it is not. */
  JsonNode response(String status) {
    return responses.getOrDefault(status, MissingNode.getInstance());
  }

  private JsonNode success() {
    return response(String.valueOf(successStatus()));
  }

  private static JsonNode schema(JsonNode body) {
    return body.path("content").path(JSON).path("schema");
  }

  private static Parameter parameter(JsonNode node) {
    return new Parameter(
        node.get("in").asText(), node.get("name").asText(), node.path("required").asBoolean());
  }
}
