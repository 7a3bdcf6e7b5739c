package io.anabranch.benchmarks.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The few calls to a server that an import takes. */
final class ImportClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POLL_MILLIS = 20;

  private final URI server;
  private final String authorization;
  private final HttpClient http = HttpClient.newHttpClient();

  ImportClient(URI server, String accessKey, String secret) {
    this.server = server;
    byte[] key = (accessKey + ":" + secret).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(key);
  }

  void createRepository(String name, String storageId, String storageNamespace)
      throws IOException, InterruptedException {
    var _ =
        send(
            "POST",
            "/repositories",
            Map.of("name", name, "storage_id", storageId, "storage_namespace", storageNamespace));
  }

  void deleteRepository(String name) throws IOException, InterruptedException {
    var _ = send("DELETE", "/repositories/" + name, null);
  }

  /** Imports all objects below a URI and waits for the end; how many there were. */
  int importAll(String repository, String uri) throws IOException, InterruptedException {
    String path = "/repositories/" + repository + "/branches/main/import";
    Map<String, Object> body =
        Map.of(
            "paths",
            List.of(Map.of("type", "common_prefix", "path", uri, "destination", "imported/")),
            "commit",
            Map.of("message", "benchmark"));
    String id = send("POST", path, body).path("id").asText();
    JsonNode status = send("GET", path + "?id=" + id, null);
    while (!status.path("completed").asBoolean()) {
      if (status.has("error")) {
        throw new IOException("the import failed: " + status.path("error"));
      }
      Thread.sleep(POLL_MILLIS);
      status = send("GET", path + "?id=" + id, null);
    }
    return status.path("ingested_objects").asInt();
  }

  private JsonNode send(String method, String path, @Nullable Map<String, ?> body)
      throws IOException, InterruptedException {
    var publisher =
        body == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(JSON.writeValueAsString(body));
    var request =
        HttpRequest.newBuilder(server.resolve("/api/v1" + path))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, publisher)
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
