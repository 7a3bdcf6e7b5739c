package io.anabranch.server.command.sample;

import static io.anabranch.server.command.sample.RestClient.encoded;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;

/**
 * One repository while it is made. Every change first looks whether an earlier run, cut short, made
 * it already: commits carry the name of their step in their metadata.
 */
final class SampleRepository {

  private static final String STEP = "sample_step";

  private final RestClient client;
  private final String name;
  private final String path;

  SampleRepository(RestClient client, String name) {
    this.client = client;
    this.name = name;
    this.path = "/repositories/" + name;
  }

  String name() {
    return name;
  }

  void create(String storageId) throws IOException, InterruptedException {
    if (client.find(path).isEmpty()) {
      // A fresh namespace: one that an interrupted creation has touched is refused ever after.
      String namespace =
          "local://" + name + "-" + Integer.toHexString(ThreadLocalRandom.current().nextInt());
      client.post(
          "/repositories",
          Map.of(
              "name", text(name),
              "storage_id", text(storageId),
              "storage_namespace", text(namespace),
              "default_branch", text("main")));
    }
  }

  /** Uploads and commits, unless a commit of the step is there. */
  void commit(String branch, String step, String message, Map<String, byte[]> files)
      throws IOException, InterruptedException {
    if (findStep(branch, step).isPresent()) {
      return;
    }
    for (var file : files.entrySet()) {
      client.upload(
          path + "/branches/" + branch + "/objects?path=" + encoded(file.getKey()),
          file.getValue());
    }
    client.post(path + "/branches/" + branch + "/commits", commitFields(message, step));
  }

  void branch(String branch, String source) throws IOException, InterruptedException {
    if (client.find(path + "/branches/" + branch).isEmpty()) {
      client.post(path + "/branches", Map.of("name", text(branch), "source", text(source)));
    }
  }

  /** Lines such as {@code changed penguins/dream.csv}, of what {@code right} has done. */
  List<String> diff(String left, String right) throws IOException, InterruptedException {
    var lines = new ArrayList<String>();
    for (JsonNode change : results(client.get(path + "/refs/" + left + "/diff/" + right))) {
      lines.add(field(change, "type") + " " + field(change, "path"));
    }
    return lines;
  }

  void merge(String source, String destination, String step, String message)
      throws IOException, InterruptedException {
    if (findStep(destination, step).isEmpty()) {
      client.post(path + "/refs/" + source + "/merge/" + destination, commitFields(message, step));
    }
  }

  void tag(String tag, String ref) throws IOException, InterruptedException {
    if (client.find(path + "/tags/" + tag).isEmpty()) {
      client.post(path + "/tags", Map.of("id", text(tag), "ref", text(ref)));
    }
  }

  /** The first characters of the commit that a ref points to. */
  String shortCommit(String ref) throws IOException, InterruptedException {
    return field(client.get(path + "/commits/" + ref), "id").substring(0, 12);
  }

  private Optional<JsonNode> findStep(String branch, String step)
      throws IOException, InterruptedException {
    for (JsonNode commit : results(client.get(path + "/refs/" + branch + "/commits?amount=100"))) {
      JsonNode metadata = commit.get("metadata");
      if (metadata != null && metadata.isObject() && step.equals(field(metadata, STEP))) {
        return Optional.of(commit);
      }
    }
    return Optional.empty();
  }

  private static Map<String, JsonNode> commitFields(String message, String step) {
    return Map.of(
        "message", text(message), "metadata", JsonNode.createObjectNode(Map.of(STEP, text(step))));
  }

  private static List<JsonNode> results(JsonNode page) {
    JsonNode results = page.get("results");
    return results == null
        ? List.of()
        : StreamSupport.stream(results.values().spliterator(), false).toList();
  }

  private static String field(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null ? "" : value.coerceStringValue();
  }

  private static JsonNode text(String value) {
    return JsonNode.createStringNode(value);
  }
}
