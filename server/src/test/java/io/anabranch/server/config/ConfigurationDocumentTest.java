package io.anabranch.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigurationDocumentTest {

  @Test
  void theDocumentSaysWhatTheCodeReads() throws IOException {
    Path document = ConfigurationExamplesTest.root().resolve("docs/configuration.md");
    String generated = ConfigurationDocument.generate();
    if (Boolean.getBoolean("rewrite")) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, generated);
    }
    assertThat(Files.readString(document))
        .as("docs/configuration.md is out of date; run this test with -Drewrite=true")
        .isEqualTo(generated);
  }
}
