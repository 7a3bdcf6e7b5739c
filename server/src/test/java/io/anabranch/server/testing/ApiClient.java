package io.anabranch.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.server.contract.OpenApiResponses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the API as a plain HTTP client would. Paths are below {@code /api/v1}, or from the root
 * when they begin with two slashes. Fails when an error tells more than a message for people.
 */
public final class ApiClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Class names, stack traces and SQL: what no error may show. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          "Exception|\\bat [a-z]+\\.|\\b(io|com|org)\\.[a-z]+\\.|\\bjavax?\\."
              + "|\\b(SELECT|INSERT|UPDATE|DELETE FROM)\\b|SQLSTATE|postgresql");

  private final URI server;
  private final @Nullable String authorization;

  private ApiClient(URI server, @Nullable String authorization) {
    this.server = server;
    this.authorization = authorization;
  }

  public static ApiClient anonymous(URI server) {
    return new ApiClient(server, null);
  }

  public static ApiClient withKey(URI server, String accessKey, String secret) {
    String pair = accessKey + ":" + secret;
    return new ApiClient(
        server, "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  public static ApiClient withToken(URI server, String token) {
    return new ApiClient(server, "Bearer " + token);
  }

  /** What came back. */
  public record Answer(int status, HttpResponse<byte[]> response) {

    public String text() {
      return new String(response.body(), UTF_8);
    }

    public byte[] bytes() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }

    /** The text of an error. */
    public String message() {
      return json().path("message").asText();
    }

    /** As {@link #expect(int)}, and holds the answer to the API document. */
    public Answer expect(int expected, String operationId) {
      expect(expected);
      OpenApiResponses.validate(operationId, status, isJson() ? text() : "");
      return this;
    }

    boolean isJson() {
      return header("Content-Type").startsWith("application/json");
    }

    /** Fails with the answer's text when the status is another. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError(
            response.request().method()
                + " "
                + response.request().uri()
                + " answered "
                + status
                + " instead of "
                + expected
                + ": "
                + text());
      }
      return this;
    }
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  public Answer head(String path, String... headers) {
    return send("HEAD", path, BodyPublishers.noBody(), headers);
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public Answer delete(String path, Map<String, ?> body) {
    return send("DELETE", path, json(body), "Content-Type", "application/json");
  }

  public Answer post(String path, Map<String, ?> body) {
    return send("POST", path, json(body), "Content-Type", "application/json");
  }

  public Answer put(String path, Map<String, ?> body) {
    return send("PUT", path, json(body), "Content-Type", "application/json");
  }

  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    var request = HttpRequest.newBuilder(resolve(path)).method(method, body);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      return requireDiscreet(new Answer(response.statusCode(), response));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A body that is sent as it stands. */
  public Answer sendJson(String method, String path, String json) {
    return send(method, path, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  private URI resolve(String path) {
    return server.resolve(path.startsWith("//") ? path.substring(1) : "/api/v1" + path);
  }

  private static Answer requireDiscreet(Answer answer) {
    requireDiscreet(answer.status() < 400 ? "" : answer.text());
    return answer;
  }

  /** Fails when the text of an error tells more than a message for people. */
  public static void requireDiscreet(String text) {
    if (INTERNAL.matcher(text).find()) {
      throw new AssertionError("an error shows what is inside: " + text);
    }
  }

  // What most scenarios do, in few words.

  public Answer createRepository(String name, String storageId) {
    return post(
        "/repositories",
        Map.of("name", name, "storage_namespace", "local://" + name, "storage_id", storageId));
  }

  public Answer upload(String repository, String branch, String path, byte[] bytes) {
    return send(
        "POST",
        "/repositories/" + repository + "/branches/" + branch + "/objects?path=" + encode(path),
        BodyPublishers.ofByteArray(bytes),
        "Content-Type",
        "application/octet-stream");
  }

  public Answer upload(String repository, String branch, String path, String text) {
    return upload(repository, branch, path, text.getBytes(UTF_8));
  }

  public Answer read(String repository, String ref, String path) {
    return get(
        "/repositories/" + repository + "/refs/" + encode(ref) + "/objects?path=" + encode(path));
  }

  /** The id of the new commit. */
  public String commit(String repository, String branch, String message) {
    return post(
            "/repositories/" + repository + "/branches/" + branch + "/commits",
            Map.of("message", message))
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  /** For paths, where a plus sign is no space, and for queries. */
  public static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  public static BodyPublisher json(Map<String, ?> body) {
    try {
      return BodyPublishers.ofString(JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
