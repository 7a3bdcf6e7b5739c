package io.anabranch.server.failures;

import io.anabranch.api.ApiDocument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells the operations of the API document that this server has no route for from what is no
 * operation at all: a client that asks for one hears so, instead of doubting its URL.
 */
@Singleton
final class UnbuiltOperations {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

  private record Operation(String id, String method, Pattern path, int variables) {

    static Operation of(String id, String method, String template) {
      String[] fixed = VARIABLE.split(template, -1);
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < fixed.length; i++) {
        path.append(i == 0 ? "" : "[^/]+").append(Pattern.quote(fixed[i]));
      }
      return new Operation(
          id, method.toUpperCase(Locale.ROOT), Pattern.compile(path.toString()), fixed.length - 1);
    }

    boolean is(String asked, String rawPath) {
      return method.equals(asked) && path.matcher(rawPath).matches();
    }
  }

  /** Those with fewer variables first: a fixed word is a better match than a variable. */
  private final List<Operation> operations;

  UnbuiltOperations(JsonMapper json) {
    try {
      operations = operations(json.readValue(ApiDocument.json(), JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Operation> operations(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").entries()) {
      JsonNode item = path.getValue();
      JsonNode servers =
          item.get("servers") == null ? document.get("servers") : item.get("servers");
      String template = servers.get(0).get("url").getStringValue() + path.getKey();
      for (Map.Entry<String, JsonNode> operation : item.entries()) {
        JsonNode id = isMethod(operation.getKey()) ? operation.getValue().get("operationId") : null;
        if (id != null) {
          operations.add(Operation.of(id.getStringValue(), operation.getKey(), template));
        }
      }
    }
    operations.sort(Comparator.comparingInt(Operation::variables));
    return List.copyOf(operations);
  }

  private static boolean isMethod(String key) {
    return HttpMethod.parse(key.toUpperCase(Locale.ROOT)) != HttpMethod.CUSTOM;
  }

  /** The operation that a request without a route asked for. */
  Optional<String> find(HttpRequest<?> request) {
    String path = request.getUri().getRawPath();
    return operations.stream()
        .filter(operation -> operation.is(request.getMethodName(), path))
        .map(Operation::id)
        .findFirst();
  }

  /** Whether a status may mean that there is no route for the request. */
  static boolean mayMeanNoRoute(int status) {
    return status == HttpStatus.NOT_FOUND.getCode()
        || status == HttpStatus.METHOD_NOT_ALLOWED.getCode();
  }
}
