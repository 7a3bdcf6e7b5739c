package io.anabranch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

  @TempDir Path root;

  @BeforeEach
  void document() throws IOException {
    Files.createDirectories(root.resolve("paths"));
    Files.createDirectories(root.resolve("schemas"));
    write("openapi.yaml", "paths: { /rivers: { $ref: 'paths/rivers.yaml#/rivers' } }");
    write("paths/rivers.yaml", "rivers: { get: { schema: { $ref: '../schemas/a.yaml#/River' } } }");
    write("schemas/a.yaml", "River: { items: { $ref: '#/River' } }\nUnused: {}");
  }

  @Test
  void inlinesPathItemsAndNamesComponents() throws IOException {
    Map<String, Object> river = Map.of("$ref", "#/components/schemas/River");
    Map<String, Object> joined = Bundle.join(root);

    assertThat(joined)
        .containsEntry("paths", Map.of("/rivers", Map.of("get", Map.of("schema", river))));
    assertThat(joined).extractingByKey("components").asString().contains("Unused={}");
    assertThat(joined)
        .extractingByKey("components")
        .asString()
        .contains("River={items={$ref=#/components/schemas/River}}");
  }

  @Test
  void refusesTwoSchemasOfOneName() throws IOException {
    write("schemas/b.yaml", "River: {}");
    assertThatThrownBy(() -> Bundle.join(root)).hasMessageContaining("River is defined in");
  }

  @Test
  void refusesAReferenceToNothing() throws IOException {
    write("paths/rivers.yaml", "rivers: { get: { $ref: '../schemas/a.yaml#/Lake' } }");
    assertThatThrownBy(() -> Bundle.join(root)).hasMessageContaining("does not define Lake");
  }

  @Test
  void refusesAFileOfNoKnownKind() throws IOException {
    write("paths/rivers.yaml", "rivers: { get: { $ref: '../odd.yaml#/Lake' } }");
    assertThatThrownBy(() -> Bundle.join(root)).hasMessageContaining("refers to no known file");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(root.resolve(name), text);
  }
}
