package io.anabranch.server.command.sample;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The few calls of the REST API that the sample needs. Paths are relative to the API's root. */
public final class RestClient implements AutoCloseable {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIME_LIMIT)
          .build();
  private final JsonMapper json = JsonMapper.createDefault();
  private final String root;
  private final String authorization;

  /** The server did not do what was asked; the message has its reason. */
  public static final class UnexpectedAnswerException extends RuntimeException {
    UnexpectedAnswerException(String message) {
      super(message);
    }
  }

  public RestClient(URI server, String accessKeyId, String secretAccessKey) {
    this.root = server.toString().replaceFirst("/$", "") + "/api/v1";
    byte[] pair = (accessKeyId + ":" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Empty when the server answers 404. */
  Optional<JsonNode> find(String path) throws IOException, InterruptedException {
    var answer = http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    return answer.statusCode() == 404 ? Optional.empty() : Optional.of(body(answer));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return body(http.send(request(path).GET().build(), BodyHandlers.ofByteArray()));
  }

  JsonNode post(String path, Map<String, JsonNode> fields)
      throws IOException, InterruptedException {
    byte[] content = json.writeValueAsBytes(JsonNode.createObjectNode(fields));
    return send(path, "application/json", BodyPublishers.ofByteArray(content));
  }

  void upload(String path, byte[] content) throws IOException, InterruptedException {
    send(path, "application/octet-stream", BodyPublishers.ofByteArray(content));
  }

  /** A value as a part of a query. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private JsonNode send(String path, String type, BodyPublisher content)
      throws IOException, InterruptedException {
    var request = request(path).header("Content-Type", type).POST(content).build();
    return body(http.send(request, BodyHandlers.ofByteArray()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .timeout(TIME_LIMIT)
        .header("Authorization", authorization);
  }

  private JsonNode body(HttpResponse<byte[]> answer) throws IOException {
    boolean isJson =
        answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    JsonNode body = isJson ? json.readValue(answer.body(), JsonNode.class) : JsonNode.nullNode();
    if (answer.statusCode() / 100 == 2) {
      return body;
    }
    JsonNode message = body.isObject() ? body.get("message") : null;
    throw new UnexpectedAnswerException(
        "%s %s was answered with %d %s"
            .formatted(
                answer.request().method(),
                answer.request().uri().getPath(),
                answer.statusCode(),
                message == null ? "" : message.coerceStringValue()));
  }

  @Override
  public void close() {
    http.close();
  }
}
