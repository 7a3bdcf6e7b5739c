package io.anabranch.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the document to what its readers rely on: generators, the server's tests, and people. */
class ApiDocumentTest {

  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete");

  private static JsonNode document;
  private static final List<JsonNode> operations = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    document = new ObjectMapper().readTree(ApiDocument.json());
    for (JsonNode item : document.get("paths")) {
      item.properties().stream()
          .filter(entry -> METHODS.contains(entry.getKey()))
          .forEach(entry -> operations.add(entry.getValue()));
    }
  }

  @Test
  void knowsEveryOperationOnce() {
    var ids = operations.stream().map(operation -> operation.get("operationId").asText()).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(144);
  }

  @Test
  void everyOperationIsDescribedUnderADeclaredTag() {
    Set<String> declared = new HashSet<>();
    document.get("tags").forEach(tag -> declared.add(tag.get("name").asText()));
    for (JsonNode operation : operations) {
      String id = operation.get("operationId").asText();
      assertThat(operation.get("summary").asText()).as(id).endsWith(".");
      assertThat(operation.get("description").asText()).as(id).isNotBlank();
      assertThat(operation.get("tags")).as(id).isNotEmpty();
      operation.get("tags").forEach(tag -> assertThat(declared).as(id).contains(tag.asText()));
    }
  }

  @Test
  void pathTemplatesAndParametersAgree() {
    document
        .get("paths")
        .properties()
        .forEach(
            entry -> {
              Set<String> parameters = new TreeSet<>();
              for (JsonNode parameter : entry.getValue().path("parameters")) {
                JsonNode definition = target(parameter);
                assertThat(definition.get("in").asText()).isEqualTo("path");
                assertThat(definition.get("required").asBoolean()).isTrue();
                parameters.add("{" + definition.get("name").asText() + "}");
              }
              Set<String> template = new TreeSet<>(List.of(entry.getKey().split("/")));
              template.removeIf(segment -> !segment.startsWith("{"));
              assertThat(parameters).as(entry.getKey()).isEqualTo(template);
            });
  }

  @Test
  void everyReferenceHasATarget() {
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @Test
  void everySharedParameterAndResponseIsUsed() {
    Set<String> used = new HashSet<>(document.findValuesAsText("$ref"));
    for (String kind : List.of("parameters", "responses")) {
      document
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
    }
  }

  private static JsonNode target(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}
