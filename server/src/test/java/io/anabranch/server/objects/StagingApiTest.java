package io.anabranch.server.objects;

import static io.anabranch.server.testing.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that reach a store around the server. */
@ExtendWith(SharedServer.class)
class StagingApiTest {

  private final TestServer server;
  private final TestRepository repository;

  StagingApiTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void linksWhatWasUploadedToTheAddressOffered() throws IOException {
    String address = offer("main", "linked");
    assertThat(address)
        .startsWith("local://" + server.directory() + "/hot/" + repository.name() + "/data/")
        .contains(",");
    write(address, "uploaded");
    JsonNode stats =
        link(
                "main",
                "linked",
                address,
                8,
                Map.of("content_type", "text/plain", "user_metadata", Map.of("k", "v")))
            .expect(200, "linkPhysicalAddress")
            .json();
    assertThat(stats.path("checksum").asText()).isEqualTo("etag");
    assertThat(stats.path("physical_address").asText()).isEqualTo(address);
    assertThat(stats.path("metadata").path("k").asText()).isEqualTo("v");
    Answer read = repository.read("main", "linked").expect(200);
    assertThat(read.text()).isEqualTo("uploaded");
    assertThat(read.header("Content-Type")).isEqualTo("text/plain");
    String shorter = address.replace("local://" + server.directory() + "/hot/", "local://");
    link("main", "linked", shorter, 8, Map.of()).expect(200, "linkPhysicalAddress");
  }

  @Test
  void refusesWhatWasNotOfferedForThePath() throws IOException {
    String address = offer("main", "linked");
    write(address, "uploaded");
    repository.branch("dev", "main");
    link("main", "other", address, 8, Map.of()).expect(400, "linkPhysicalAddress");
    link("dev", "linked", address, 8, Map.of()).expect(400, "linkPhysicalAddress");
    link("main", "linked", address + "x", 8, Map.of()).expect(400, "linkPhysicalAddress");
    String unsigned = address.substring(0, address.indexOf(','));
    link("main", "linked", unsigned, 8, Map.of()).expect(400, "linkPhysicalAddress");
    link("main", "linked", address, 9, Map.of()).expect(400, "linkPhysicalAddress");
    link("main", "linked", address, -8, Map.of()).expect(400, "linkPhysicalAddress");
    link("main", "linked", "local://other/full", -1, Map.of()).expect(400, "linkPhysicalAddress");
    link("main", "linked", address, 8, Map.of("mtime", Long.MAX_VALUE))
        .expect(400, "linkPhysicalAddress");
    link("main", "linked", "s3://bucket/key", 8, Map.of()).expect(400, "linkPhysicalAddress");
    link("main", "linked", address, 8, Map.of("checksum", "")).expect(400, "linkPhysicalAddress");
    link("main", "linked", offer("main", "linked"), 8, Map.of()).expect(400, "linkPhysicalAddress");
    assertThat(repository.list("main", "")).isEmpty();
  }

  @Test
  void linksOnlyWhatIsAbsentOnDemand() throws IOException {
    String address = offer("main", "linked");
    write(address, "uploaded");
    repository.upload("main", "linked", "before").expect(201);
    var body = body(address, 8, Map.of());
    repository
        .client()
        .send(
            "PUT",
            repository.path("/branches/main/staging/backing?path=linked"),
            ApiClient.json(body),
            "Content-Type",
            "application/json",
            "If-None-Match",
            "*")
        .expect(412, "linkPhysicalAddress");
    assertThat(repository.read("main", "linked").text()).isEqualTo("before");
  }

  @Test
  void offersOnlyForWhatMayBeUploaded() {
    repository.get("/branches/none/staging/backing?path=a").expect(404, "getPhysicalAddress");
    repository.get("/branches/main/staging/backing?path=").expect(400, "getPhysicalAddress");
    repository
        .put("/branches/main/staging/backing?path=a", Map.of("checksum", "x", "size_bytes", 1))
        .expect(400, "linkPhysicalAddress");
  }

  @Test
  void stagesBytesThatLieInTheStore() {
    repository.upload("main", "a", "one").expect(201);
    String address = repository.stat("main", "a").json().path("physical_address").asText();
    JsonNode relative = stage("b", address, 3).expect(201, "stageObject").json();
    assertThat(relative.has("metadata")).isFalse();
    assertThat(relative.path("physical_address").asText()).isEqualTo(address);
    assertThat(repository.read("main", "b").expect(200).text()).isEqualTo("one");

    var other = TestRepository.create(server.client());
    other.upload("main", "foreign", "other's").expect(201);
    String full = other.stat("main", "foreign").json().path("physical_address").asText();
    stage("c", full, 7).expect(201, "stageObject");
    assertThat(repository.read("main", "c").expect(200).text()).isEqualTo("other's");
    repository.commit("main", "staged");
    assertThat(repository.read("main@", "c").expect(200).text()).isEqualTo("other's");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket/key,1,400",
    "local://../x,1,400",
    "local:///etc/passwd,1,403",
    "nothing,1,400",
    "local://x/y,-1,400"
  })
  void refusesToStageWhatIsNotInTheStore(String address, long size, int status) {
    stage("a", address, size).expect(status, "stageObject");
    assertThat(repository.list("main", "")).isEmpty();
  }

  private String offer(String branch, String path) {
    return repository
        .get("/branches/" + branch + "/staging/backing?path=" + encode(path))
        .expect(200, "getPhysicalAddress")
        .json()
        .path("physical_address")
        .asText();
  }

  private static void write(String address, String text) throws IOException {
    Path file = Path.of(URI.create(address).getPath());
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Answer link(String branch, String path, String address, long size, Map<String, ?> more) {
    return repository.put(
        "/branches/" + branch + "/staging/backing?path=" + encode(path), body(address, size, more));
  }

  private static Map<String, Object> body(String address, long size, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>();
    body.put("staging", Map.of("physical_address", address));
    body.put("checksum", "\"etag\"");
    body.put("size_bytes", size);
    body.putAll(more);
    return body;
  }

  private Answer stage(String path, String address, long size) {
    return repository.put(
        "/branches/main/objects?path=" + encode(path),
        Map.of("physical_address", address, "checksum", "c", "size_bytes", size));
  }
}
