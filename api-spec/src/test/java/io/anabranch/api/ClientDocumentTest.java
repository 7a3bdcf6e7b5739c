package io.anabranch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientDocumentTest {

  @Test
  void leavesOutWhatAGeneratorDoesBadlyAndKeepsTheRest() {
    Map<String, Object> kept = Map.of("operationId", "commit", "responses", Map.of());
    Map<String, Object> document =
        Map.of(
            "openapi",
            "3.0.3",
            "paths",
            Map.of(
                "/objects",
                Map.of("get", Map.of("operationId", "getObject"), "post", kept),
                "/link",
                Map.of("get", Map.of("operationId", "readLink", "tags", List.of("links")))));
    assertThat(ClientDocument.of(document))
        .isEqualTo(Map.of("openapi", "3.0.3", "paths", Map.of("/objects", Map.of("post", kept))));
  }

  @Test
  void callsABareIdPlainText() {
    Map<String, Object> schema = Map.of("schema", Map.of("type", "string"));
    assertThat(ClientDocument.of(create("text/html", schema)))
        .isEqualTo(create("text/plain", schema));
  }

  private static Map<String, Object> create(String type, Map<String, Object> schema) {
    Map<String, Object> responses =
        Map.of("201", Map.of("content", Map.of(type, schema)), "404", Map.of("description", "no"));
    return Map.of("paths", Map.of("/branches", Map.of("post", Map.of("responses", responses))));
  }
}
