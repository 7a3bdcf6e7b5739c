package io.anabranch.server.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources of a statement: one as plain text, several as a JSON list in the same text. */
final class ResourceList {

  private static final JsonFactory JSON = new JsonFactory();

  private ResourceList() {}

  /**
   * @param field to name in a failure
   * @throws FailureException Invalid when it is a list and cannot be read
   */
  static List<String> parse(String field, String text) {
    if (!text.startsWith("[")) {
      return List.of(text);
    }
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      List<String> resources = new ArrayList<>();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        resources.add(json.getText());
      }
      if (json.currentToken() != JsonToken.END_ARRAY || json.nextToken() != null) {
        throw notAList(field, null);
      }
      if (resources.isEmpty() || resources.size() > PolicyRules.MAX_ITEMS) {
        throw PolicyRules.invalid(
            "%s: a list has 1 to %d resources, not %d"
                .formatted(field, PolicyRules.MAX_ITEMS, resources.size()));
      }
      return resources;
    } catch (IOException e) {
      throw notAList(field, e);
    }
  }

  private static FailureException notAList(String field, @Nullable Throwable cause) {
    return new FailureException(
        new Failure.Invalid(field + ": begins with a bracket but is no JSON list of texts"), cause);
  }
}
