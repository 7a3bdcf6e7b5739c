package io.anabranch.server.stores;

import static io.anabranch.server.testing.TestRepository.freshName;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told of the stores, for each way to configure them. */
@ExtendWith(SharedServer.class)
class ConfigApiTest {

  @Test
  void showsSeveralStoresInTheOrderConfigured(TestServer server) {
    var client = server.client();
    var config = client.get("/config").expect(200, "getConfig").json();
    var list = config.path("storage_config_list");
    assertThat(list.findValuesAsText("blockstore_id")).containsExactly("hot", "archive");
    assertThat(list.findValuesAsText("blockstore_description")).containsExactly("fast", "");
    assertThat(list.findValuesAsText("blockstore_namespace_ValidityRegex"))
        .containsExactly("^local://", "^local://");
    for (JsonNode store : list) {
      assertThat(store.path("pre_sign_support").asBoolean()).isTrue();
      assertThat(store.path("pre_sign_support_ui").asBoolean(true)).isFalse();
    }
    assertThat(config.path("storage_config"))
        .as("clients of the field fail without one")
        .isEqualTo(list.path(0));
    assertThat(config.path("version_config").path("version_context").asText()).isEqualTo("lakeFS");
    assertThat(config.path("capabilities_config").path("async_ops").asBoolean(false)).isTrue();
    assertThat(client.get("/config/storage").expect(200, "getStorageConfig").json())
        .isEqualTo(list.path(0));
    assertThat(client.get("/config/version").expect(200, "getLakeFSVersion").json())
        .isEqualTo(config.path("version_config"));
    var collection = client.get("/config/garbage-collection").expect(200).json();
    assertThat(collection.path("grace_period").asInt()).isEqualTo(86_400);
  }

  @Test
  void offersNoLinksWhereAProxyMayHideTheServer(TestServer server) {
    var config =
        server
            .client()
            .get("/config", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "elsewhere")
            .expect(200, "getConfig")
            .json();
    for (JsonNode store : config.path("storage_config_list")) {
      assertThat(store.path("pre_sign_support").asBoolean(true)).isFalse();
      assertThat(store.path("pre_sign_multipart_upload").asBoolean(true)).isFalse();
    }
  }

  @Test
  void takesStatisticsAndKeepsNone(TestServer server) {
    var client = server.client();
    client
        .sendJson(
            "POST", "/statistics", "{\"events\":[{\"class\":\"c\",\"name\":\"n\",\"count\":1}]}")
        .expect(204, "postStatsEvents");
    client
        .sendJson(
            "POST", "/statistics", "{\"events\":[{\"class\":\"\",\"name\":\"n\",\"count\":1}]}")
        .expect(400, "postStatsEvents");
  }

  @Test
  void aSingleStoreKnowsNoIds(@TempDir Path directory) {
    try (var server = TestServer.startWithSingleStore(directory)) {
      var client = server.client();
      var config = client.get("/config").expect(200, "getConfig").json();
      assertThat(config.path("storage_config_list")).isEmpty();
      assertThat(config.path("storage_config_list").isArray()).isTrue();
      assertThat(config.path("storage_config").path("blockstore_id").asText("?")).isEmpty();

      String refused = freshName("refused");
      client.createRepository(refused, "hot").expect(400, "createRepository");
      assertThat(server.files("single", "")).noneMatch(file -> file.contains("dummy"));

      String named = freshName("named-empty");
      var made = client.createRepository(named, "").expect(201, "createRepository").json();
      assertThat(made.path("storage_id").asText("?")).isEmpty();
      String unnamed = freshName("unnamed");
      client
          .post("/repositories", Map.of("name", unnamed, "storage_namespace", "local://" + unnamed))
          .expect(201, "createRepository");
      client.upload(unnamed, "main", "a", "one").expect(201);
      assertThat(client.read(unnamed, "main", "a").expect(200).text()).isEqualTo("one");
      assertThat(server.files("single", unnamed)).contains("_lakefs/dummy").hasSize(2);
    }
  }

  @Test
  void theBackwardCompatibleStoreIsTheDefault(@TempDir Path directory) {
    try (var server =
        TestServer.start(
            directory,
            text ->
                text.replace("- id: archive", "- id: archive\n      backward_compatible: true"))) {
      var client = server.client();
      JsonNode config = client.get("/config").expect(200, "getConfig").json();
      assertThat(config.path("storage_config").path("blockstore_id").asText()).isEqualTo("archive");
      String name = freshName("default");
      var made =
          client
              .post("/repositories", Map.of("name", name, "storage_namespace", "local://" + name))
              .expect(201, "createRepository")
              .json();
      assertThat(made.path("storage_id").asText()).isEqualTo("archive");
      assertThat(server.files("archive", name)).containsExactly("_lakefs/dummy");
      String empty = freshName("empty");
      assertThat(client.createRepository(empty, "").expect(201).json().path("storage_id").asText())
          .isEqualTo("archive");
    }
  }
}
