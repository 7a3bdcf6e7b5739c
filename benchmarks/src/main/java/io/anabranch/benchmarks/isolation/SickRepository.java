package io.anabranch.benchmarks.isolation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A repository on the store that hangs. */
final class SickRepository implements AutoCloseable {

  private static final String NAME = "sick";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final URI server;
  private int uploads;

  private SickRepository(URI server) {
    this.server = server;
  }

  static SickRepository create(URI server) throws IOException, InterruptedException {
    var repository = new SickRepository(server);
    var created =
        repository.post(
            "/api/v1/repositories",
            "application/json",
            """
            {"name": "%s", "storage_id": "sick", "storage_namespace": "s3://sick/data"}"""
                .formatted(NAME));
    if (created.status() != 201) {
      throw new IOException(created.toString());
    }
    return repository;
  }

  /**
   * What came of a request.
   *
   * @param retryAfter empty when there is none
   */
  record Answer(int status, String retryAfter, String body, Duration time) {

    boolean refusesNamingTheStore() {
      return status == 503 && !retryAfter.isEmpty() && body.contains("`sick`");
    }
  }

  /** Writes an object. */
  Answer upload() throws IOException, InterruptedException {
    String path = "/api/v1/repositories/" + NAME + "/branches/main/objects?path=" + nextNumber();
    return post(path, "application/octet-stream", "bytes");
  }

  /** So many uploads, not waited for. */
  List<Future<Answer>> stick(int count) {
    List<Future<Answer>> stuck = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stuck.add(clients.submit(this::upload));
    }
    return stuck;
  }

  private synchronized int nextNumber() {
    return uploads++;
  }

  private Answer post(String path, String type, String body)
      throws IOException, InterruptedException {
    String key = ServerProcess.ACCESS_KEY + ":" + ServerProcess.SECRET;
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    long begun = System.nanoTime();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Retry-After").orElse(""),
        response.body(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public void close() {
    clients.close();
    http.close();
  }
}
