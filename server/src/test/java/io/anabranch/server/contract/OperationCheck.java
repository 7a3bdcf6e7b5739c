package io.anabranch.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.contract.ApiOperation.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares an operation with the route that claims to be it, and says every difference. */
final class OperationCheck {

  private final Api api;
  private final ApiOperation operation;
  private final RouteShape route;
  private final List<String> differences = new ArrayList<>();

  private OperationCheck(Api api, ApiOperation operation, RouteShape route) {
    this.api = api;
    this.operation = operation;
    this.route = route;
  }

  static List<String> differences(Api api, ApiOperation operation, RouteShape route) {
    var check = new OperationCheck(api, operation, route);
    check.parameters();
    check.requestBody();
    check.status();
    check.responseBody();
    return List.copyOf(check.differences);
  }

  private void parameters() {
    Map<String, Parameter> declared = byKey(operation.parameters());
    Map<String, Parameter> bound = byKey(route.parameters());
    declared.forEach(
        (key, parameter) -> {
          Parameter other = bound.get(key);
          if (other == null) {
            differences.add("does not take the parameter: " + key);
          } else if (other.required() != parameter.required()) {
            differences.add(
                key + (parameter.required() ? " must be required" : " must be optional"));
          }
        });
    bound.keySet().stream()
        .filter(key -> !declared.containsKey(key))
        .forEach(key -> differences.add("takes a parameter the document does not know: " + key));
  }

  private void requestBody() {
    JsonNode schema = operation.requestSchema();
    if (schema.isMissingNode()) {
      return;
    }
    if (route.bodyType().isEmpty()) {
      differences.add("has no @Body for the request");
      return;
    }
    boolean required = operation.requestBody().path("required").asBoolean();
    if (required != route.bodyRequired()) {
      differences.add("request body must be " + (required ? "required" : "optional"));
    }
    compare("request", route.bodyType().get(), schema, SchemaCheck.Direction.REQUEST);
  }

  private void status() {
    route
        .status()
        .ifPresent(
            status -> {
              if (status != operation.successStatus()) {
                differences.add("answers " + status + ", not " + operation.successStatus());
              }
            });
  }

  private void responseBody() {
    JsonNode schema = operation.successSchema();
    if (schema.isMissingNode()) {
      if (!operation.successHasBody() && route.responseType().filter(this::isBody).isPresent()) {
        differences.add("answers a body where the document has none");
      }
    } else if (route.responseType().isEmpty()) {
      differences.add("does not say the type of its answer: give HttpResponse a type argument");
    } else {
      compare("response", route.responseType().get(), schema, SchemaCheck.Direction.RESPONSE);
    }
  }

  private boolean isBody(Type type) {
    return type != void.class && type != Void.class;
  }

  private void compare(String where, Type type, JsonNode schema, SchemaCheck.Direction direction) {
    differences.addAll(SchemaCheck.differences(api.document(), where, type, schema, direction));
  }

  private static Map<String, Parameter> byKey(List<Parameter> parameters) {
    Map<String, Parameter> byKey = new TreeMap<>();
    parameters.forEach(parameter -> byKey.put(parameter.key(), parameter));
    return byKey;
  }
}
