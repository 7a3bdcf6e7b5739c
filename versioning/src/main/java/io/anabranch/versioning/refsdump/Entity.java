package io.anabranch.versioning.refsdump;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the records of one tree of a dump are. Its files say so in properties. */
enum Entity {
  COMMIT("commit", "CommitData"),
  BRANCH("branch", "BranchData"),
  TAG("tag", "TagData");

  private final String text;
  private final String message;

  Entity(String text, String message) {
    this.text = text;
    this.message = message;
  }

  String text() {
    return text;
  }

  SortedMap<String, String> properties() {
    return new TreeMap<>(
        Map.of(
            "entity",
            text,
            "schema_name",
            "io.treeverse.lakefs.graveler." + message,
            "schema_definition",
            schema(text)));
  }

  /** The message as JSON, for readers that have no definition of it. */
  private static String schema(String text) {
    String name = text + ".json";
    try (InputStream in = Entity.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
