package io.anabranch.server.testing;

import static io.anabranch.server.testing.ApiClient.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.testing.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/** A repository that no other test knows. Paths are below the repository's. */
public record TestRepository(ApiClient client, String name) {

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A name that no other repository of this run has, and that ends as given. */
  public static String freshName(String suffix) {
    return "r" + COUNT.incrementAndGet() + "-" + suffix;
  }

  /** On the store {@code hot}, in a namespace of its own name. */
  public static TestRepository create(ApiClient client) {
    return create(client, "hot");
  }

  public static TestRepository create(ApiClient client, String storageId) {
    String name = freshName("test");
    client.createRepository(name, storageId).expect(201);
    return new TestRepository(client, name);
  }

  /** One without refs over the same data. */
  public TestRepository bare() {
    String bare = freshName("bare");
    String namespace = client.get(path("")).expect(200).json().path("storage_namespace").asText();
    client
        .post(
            "/repositories?bare=true",
            Map.of("name", bare, "storage_namespace", namespace, "storage_id", "hot"))
        .expect(201);
    return new TestRepository(client, bare);
  }

  public String path(String rest) {
    return "/repositories/" + name + rest;
  }

  public Answer get(String rest, String... headers) {
    return client.get(path(rest), headers);
  }

  public Answer post(String rest, Map<String, ?> body) {
    return client.post(path(rest), body);
  }

  public Answer put(String rest, Map<String, ?> body) {
    return client.put(path(rest), body);
  }

  public Answer delete(String rest) {
    return client.delete(path(rest));
  }

  public String commit(String branch, String message) {
    return client.commit(name, branch, message);
  }

  /** Stages an object and commits it alone. */
  public String commit(String branch, String path, String text) {
    upload(branch, path, text).expect(201);
    return commit(branch, "adds " + path);
  }

  public String branch(String branch, String source) {
    return post("/branches", Map.of("name", branch, "source", source)).expect(201).text();
  }

  public Answer upload(String branch, String path, String text, String... headers) {
    return upload(branch, path, text.getBytes(UTF_8), headers);
  }

  /** With the headers given, as octets unless they name a content type. */
  public Answer upload(String branch, String path, byte[] bytes, String... headers) {
    return client.send(
        "POST",
        path("/branches/" + branch + "/objects?path=" + encode(path)),
        BodyPublishers.ofByteArray(bytes),
        headers);
  }

  public Answer read(String ref, String path, String... headers) {
    return get("/refs/" + encode(ref) + "/objects?path=" + encode(path), headers);
  }

  public Answer stat(String ref, String path) {
    return get("/refs/" + encode(ref) + "/objects/stat?path=" + encode(path));
  }

  /** The paths of a list operation's results; the query begins with a question mark. */
  public List<String> list(String ref, String query) {
    return texts(get("/refs/" + encode(ref) + "/objects/ls" + query).expect(200), "path");
  }

  public String head(String branch) {
    return get("/branches/" + branch).expect(200).json().path("commit_id").asText();
  }

  /** The status of an import into {@code main}, as soon as that has ended. */
  public JsonNode endedImport(String id) {
    var status = new JsonNode[1];
    Eventually.succeeds(
        () -> {
          status[0] = client.get(importPath(id)).expect(200, "importStatus").json();
          assertThat(status[0].path("completed").asBoolean() || status[0].has("error")).isTrue();
        });
    return status[0];
  }

  public String importPath(String id) {
    return path("/branches/main/import?id=" + encode(id));
  }

  /** One field of every result of a page. */
  public static List<String> texts(Answer answer, String field) {
    return StreamSupport.stream(answer.json().path("results").spliterator(), false)
        .map(item -> item.path(field))
        .map(JsonNode::asText)
        .toList();
  }
}
