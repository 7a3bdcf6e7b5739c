package io.anabranch.refs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFileTest {

  private static final String ID = "0123456789abcdef".repeat(4);

  /** As the field's script writes it, on a server without storage ids. */
  private static final String OF_PEER =
      """
      {"repository": {"name": "rivers", "storage_namespace": "s3://bucket/rivers",
        "default_branch": "main", "storage_id": null},
       "refs": {"commits_meta_range_id": "ID", "tags_meta_range_id": "ID",
        "branches_meta_range_id": "ID"}}
      """
          .replace("ID", ID);

  @TempDir private Path directory;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Manifest manifest = onStore(read(OF_PEER), "hot");
    Path file = ManifestFile.write(directory, manifest);
    assertThat(file).hasFileName("rivers_manifest.json");
    assertThat(ManifestFile.read(file)).isEqualTo(manifest);
    Manifest other = onStore(manifest, "cold");
    assertThat(ManifestFile.write(directory, other)).isEqualTo(file);
    assertThat(ManifestFile.read(file)).isEqualTo(other);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("rivers_manifest.json", "some.json");
  }

  @Test
  void takesWhatTheFieldWrites() throws IOException {
    Manifest manifest = read(OF_PEER);
    assertThat(manifest.repository().storageId()).isEmpty();
    assertThat(read(OF_PEER.replace(", \"storage_id\": null", ""))).isEqualTo(manifest);
    assertThat(read(OF_PEER.replace("null", "\"\""))).isEqualTo(manifest);
    assertThat(read(OF_PEER.replace("null", "null, \"read_only\": false"))).isEqualTo(manifest);
  }

  @Test
  void refusesWhatIsHostileByName() {
    Map.<String, List<String>>of(
            "it has no repository",
            List.of("", " ", "{}", "[]", "3", "\"text\"", "null"),
            "it is no JSON",
            List.of(
                "{",
                OF_PEER + "{}",
                "\u0000",
                "[".repeat(100_000),
                OF_PEER.replace("\"refs\"", "refs")),
            "it is no JSON: Duplicate field 'name'",
            List.of(OF_PEER.replace("\"name\"", "\"name\": \"other\", \"name\"")),
            "repository must be an object",
            List.of("{\"repository\": []}", "{\"repository\": null}"),
            "it has no refs",
            List.of(OF_PEER.replace("\"refs\"", "\"Refs\"")),
            "refs must be an object",
            List.of(OF_PEER.replaceAll("(?s)\"refs\": .*", "\"refs\": \"x\"}")),
            "repository.name must be a text",
            List.of(OF_PEER.replace("rivers\",", "\","), OF_PEER.replace("\"rivers\"", "7")),
            "it has no repository.storage_namespace",
            List.of(OF_PEER.replace("storage_namespace", "namespace")),
            "repository.storage_id must be a text",
            List.of(OF_PEER.replace("null", "1"), OF_PEER.replace("null", "[\"hot\"]")),
            "it is longer than 1048576 bytes",
            List.of(OF_PEER + " ".repeat(1 << 20)))
        .forEach((reason, texts) -> texts.forEach(text -> assertRefused(text, reason)));
  }

  @Test
  void refusesNamesAndIdsThatAreNone() {
    for (String name : List.of("../../etc", "a", "Rivers", "rivers_", "r".repeat(64))) {
      assertRefused(OF_PEER.replace("\"rivers\"", "\"" + name + "\""), "'" + name + "'");
    }
    assertRefused(OF_PEER.replace("\"main\"", "\"a b\""), "'a b'");
    for (String id : List.of("", "x", ID + "0", ID.toUpperCase(Locale.ROOT), "../" + ID)) {
      assertRefused(
          OF_PEER.replaceFirst("tags_meta_range_id\": \"" + ID, "tags_meta_range_id\": \"" + id),
          "refs.tags_meta_range_id must be 64 hex digits");
    }
    assertRefused(
        OF_PEER.replace("tags_meta_range_id", "tag_id"), "it has no refs.tags_meta_range_id");
  }

  @Test
  void tellsAFileThatIsNotThere() {
    assertThatThrownBy(() -> ManifestFile.read(directory.resolve("none.json")))
        .isInstanceOf(RefsException.class)
        .hasMessageContaining("no such file");
  }

  private static Manifest onStore(Manifest manifest, String id) {
    return new Manifest(manifest.repository().withStorageId(id), manifest.refs());
  }

  private Manifest read(String text) throws IOException {
    return ManifestFile.read(Files.writeString(directory.resolve("some.json"), text));
  }

  private void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .as(text.substring(0, Math.min(text.length(), 400)))
        .isInstanceOf(RefsException.class)
        .hasMessageStartingWith("some.json is no manifest: ")
        .hasMessageContaining(reason);
  }
}
