package io.anabranch.server.objects;

import static io.anabranch.server.testing.ApiClient.encode;
import static io.anabranch.server.testing.TestRepository.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects without their bytes: stat, list, delete, copy, metadata. */
@ExtendWith(SharedServer.class)
class ObjectsApiTest {

  private final TestServer server;
  private final TestRepository repository;

  ObjectsApiTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void listsWhatIsCommittedAndStagedAsOne() {
    for (String path : List.of("a", "a/1", "a/2", "b/1", "c")) {
      repository.upload("main", path, path).expect(201);
    }
    repository.commit("main", "first");
    repository.delete("/branches/main/objects?path=a/2").expect(204, "deleteObject");
    repository.upload("main", "a0", "x").expect(201);

    assertThat(repository.list("main", "")).containsExactly("a", "a/1", "a0", "b/1", "c");
    assertThat(repository.list("main@", "")).containsExactly("a", "a/1", "a/2", "b/1", "c");
    assertThat(repository.list("main", "?prefix=&delimiter=&after="))
        .containsExactly("a", "a/1", "a0", "b/1", "c");
    var grouped = repository.get("/refs/main/objects/ls?delimiter=/").expect(200, "listObjects");
    assertThat(texts(grouped, "path")).containsExactly("a", "a/", "a0", "b/", "c");
    JsonNode common = grouped.json().path("results").path(1);
    assertThat(common.path("path_type").asText()).isEqualTo("common_prefix");
    assertThat(common.path("checksum").asText("?")).isEmpty();
    assertThat(common.path("physical_address").asText("?")).isEmpty();
    assertThat(common.path("mtime").asLong(-1)).isZero();
    assertThat(repository.list("main", "?delimiter=/&after=a/")).containsExactly("a0", "b/", "c");
    assertThat(repository.list("main", "?delimiter=/&after=a"))
        .containsExactly("a/", "a0", "b/", "c");
    assertThat(repository.list("main", "?prefix=a/&delimiter=/")).containsExactly("a/1");
    var page =
        repository.get("/refs/main/objects/ls?delimiter=/&amount=2").expect(200, "listObjects");
    assertThat(page.json().path("pagination").path("next_offset").asText()).isEqualTo("a/");
    assertThat(repository.list("main", "?after=a0&amount=1")).containsExactly("b/1");
    repository.get("/refs/none/objects/ls").expect(404, "listObjects");
    repository.get("/refs/main/objects/ls?amount=1001").expect(400, "listObjects");
  }

  @Test
  void showsUserMetadataOnDemand() {
    repository.upload("main", "a", "one", "x-lakefs-meta-k", "v").expect(201);
    assertThat(repository.stat("main", "a").expect(200, "statObject").json().path("metadata"))
        .hasToString("{\"k\":\"v\"}");
    var hidden =
        repository
            .get("/refs/main/objects/stat?path=a&user_metadata=false")
            .expect(200, "statObject")
            .json();
    assertThat(hidden.path("metadata")).hasToString("{}");
    var listed =
        repository.get("/refs/main/objects/ls?user_metadata=false").expect(200, "listObjects");
    assertThat(listed.json().path("results").path(0).has("metadata")).isFalse();
    assertThat(
            repository.get("/refs/main/objects/ls").json().path("results").path(0).path("metadata"))
        .hasToString("{\"k\":\"v\"}");
  }

  @Test
  void replacesUserMetadata() {
    repository.commit("main", "a", "one");
    String update = "/branches/main/objects/stat/user_metadata?path=";
    repository
        .put(update + "a", Map.of("set", Map.of("new", "1")))
        .expect(201, "updateObjectUserMetadata");
    assertThat(repository.stat("main", "a").json().path("metadata")).hasToString("{\"new\":\"1\"}");
    assertThat(texts(repository.get("/branches/main/diff"), "type")).containsExactly("changed");
    repository.put(update + "a", Map.of("set", Map.of())).expect(201, "updateObjectUserMetadata");
    assertThat(repository.stat("main", "a").json().path("metadata")).isEmpty();
    repository
        .put(update + "none", Map.of("set", Map.of()))
        .expect(404, "updateObjectUserMetadata");
    repository.put(update + "a", Map.of()).expect(400, "updateObjectUserMetadata");
  }

  @Test
  void deletesWhatIsThereOrNot() {
    repository.commit("main", "a", "one");
    for (int i = 0; i < 2; i++) {
      repository.delete("/branches/main/objects?path=a").expect(204, "deleteObject");
    }
    repository.read("main", "a").expect(404);
    repository.delete("/branches/main/objects?path=").expect(400, "deleteObject");
    repository.delete("/branches/main/objects").expect(400, "deleteObject");
    repository.delete("/branches/none/objects?path=a").expect(404, "deleteObject");
  }

  @Test
  void deletesManyAtOnce() {
    for (String path : List.of("a", "b", "c")) {
      repository.upload("main", path, path).expect(201);
    }
    var deleted = deleteAll(List.of("a", "b", "a", "none")).expect(200, "deleteObjects").json();
    assertThat(deleted).hasToString("{\"errors\":[]}");
    assertThat(repository.list("main", "")).containsExactly("c");
    deleteAll(Collections.nCopies(1001, "c")).expect(400, "deleteObjects");
    assertThat(repository.list("main", "")).containsExactly("c");
    assertThat(deleteAll(List.of("c", "")).expect(200, "deleteObjects").json())
        .as("clients of the field expect an empty path to stop it all without a word")
        .hasToString("{\"errors\":[]}");
    assertThat(repository.list("main", "")).containsExactly("c");
    deleteAll(List.of()).expect(200, "deleteObjects");
    repository.post("/branches/main/objects/delete", Map.of()).expect(400, "deleteObjects");
    repository
        .post("/branches/none/objects/delete", Map.of("paths", List.of("a")))
        .expect(404, "deleteObjects");
  }

  private Answer deleteAll(List<String> paths) {
    return repository.post("/branches/main/objects/delete", Map.of("paths", paths));
  }

  @Test
  void copiesBytesWithinTheRepository() {
    repository
        .upload("main", "a", "one", "Content-Type", "text/plain", "x-lakefs-meta-k", "v")
        .expect(201);
    repository.commit("main", "first");
    repository.branch("dev", "main");
    repository.upload("main", "a", "two").expect(201);

    var copied = copy("main", "b", Map.of("src_path", "a")).expect(201, "copyObject").json();
    assertThat(repository.read("main", "b").text()).isEqualTo("two");
    assertThat(copied.path("path").asText()).isEqualTo("b");
    var old =
        copy("main", "c", Map.of("src_path", "a", "src_ref", "dev")).expect(201, "copyObject");
    assertThat(repository.read("main", "c").text()).isEqualTo("one");
    assertThat(old.json().path("content_type").asText()).isEqualTo("text/plain");
    assertThat(old.json().path("metadata").path("k").asText()).isEqualTo("v");
    assertThat(old.json().path("checksum"))
        .isEqualTo(repository.stat("dev", "a").json().path("checksum"));
    assertThat(server.files("hot", repository.name() + "/data")).hasSize(4);
    copy("main", "d", Map.of("src_path", "none")).expect(404, "copyObject");
    copy("main", "d", Map.of("src_path", "a", "src_ref", "none")).expect(404, "copyObject");
    copy("none", "d", Map.of("src_path", "a", "src_ref", "main")).expect(404, "copyObject");
    copy("main", "d", Map.of()).expect(400, "copyObject");
    copy("main", "", Map.of("src_path", "a")).expect(400, "copyObject");
    copy("main", "d", Map.of("src_path", "a", "shallow", true)).expect(501, "copyObject");
    assertThat(server.files("hot", repository.name() + "/data")).hasSize(4);
  }

  private Answer copy(String branch, String path, Map<String, ?> body) {
    return repository.post("/branches/" + branch + "/objects/copy?dest_path=" + encode(path), body);
  }

  @Test
  void knowsNoStorageClasses() {
    repository.upload("main", "a", "one").expect(201);
    repository
        .get("/refs/main/objects/underlyingProperties?path=a")
        .expect(200, "getUnderlyingProperties");
    repository
        .get("/refs/main/objects/underlyingProperties?path=none")
        .expect(404, "getUnderlyingProperties");
  }
}
