package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.http.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The repository of one run, with {@value #SEEDED} small objects and one of {@value #BULK_BYTES}
 * bytes committed on {@code main}. Safe for use by many threads.
 *
 * @param namespace its storage namespace
 * @param numbers for paths and names that must be new
 */
public record Fixture(Target target, String repository, String namespace, AtomicLong numbers) {

  /** Objects to read; as many as the longest page holds. */
  public static final int SEEDED = 1000;

  /** Size of a small object. */
  public static final int SMALL_BYTES = 1 << 10;

  /** Size of a large object. */
  public static final int BULK_BYTES = 64 << 20;

  /** Large bodies are sent as this many pieces. */
  static final int BULK_PIECES = 64;

  private static final String OCTETS = "Content-Type: application/octet-stream\r\n";

  /**
   * Creates and fills a repository.
   *
   * @param storageId which store of the server, empty for its only one
   */
  public static Fixture create(
      Target target, String repository, String namespace, String storageId, boolean bulk)
      throws IOException {
    var fixture = new Fixture(target, repository, namespace, new AtomicLong());
    String store = storageId.isEmpty() ? "" : ", \"storage_id\": \"" + storageId + "\"";
    fixture.must(
        201,
        target.request(
            "POST /api/v1/repositories",
            "{\"name\": \"%s\", \"storage_namespace\": \"%s\"%s}"
                .formatted(repository, namespace, store)));
    fixture.seed(bulk);
    return fixture;
  }

  /** Deletes the repository; its data stays in the store. */
  public void delete() throws IOException {
    must(204, target.request("DELETE /api/v1/repositories/" + repository + "?force=true"));
  }

  /** Commits what is staged on a branch. */
  public void commit(String branch) throws IOException {
    must(201, commitRequest(branch));
  }

  /** A new branch from {@code main}. */
  void createBranch(String branch) throws IOException {
    String json = "{\"name\": \"%s\", \"source\": \"main\"}".formatted(branch);
    must(201, target.request("POST " + path("/branches"), json));
  }

  RequestTemplate commitRequest(String branch) {
    return target.request(
        "POST " + path("/branches/" + branch + "/commits"), "{\"message\": \"benchmark\"}");
  }

  /** The path of an operation on this repository. */
  String path(String rest) {
    return "/api/v1/repositories/" + repository + rest;
  }

  /** The upload of a small object to {@code main}, at a path with a number. */
  RequestTemplate upload(String prefix) {
    return upload("main", prefix);
  }

  /** The upload of a small object to a branch, at a path with a number. */
  RequestTemplate upload(String branch, String prefix) {
    String objects = "/branches/" + branch + "/objects?path=" + prefix + RequestTemplate.SLOT;
    return RequestTemplate.of(
        "POST " + path(objects), target.headers() + OCTETS, noise(SMALL_BYTES));
  }

  /** An entry, without bytes, at a path with a number. */
  RequestTemplate stage(String branch) {
    String json =
        """
        {"physical_address": "%s/data/none/%s", "checksum": "d41d8cd98f00b204e9800998ecf8427e", \
        "size_bytes": 1024}"""
            .formatted(namespace, RequestTemplate.SLOT);
    String objects = "/branches/" + branch + "/objects?path=staged%2F" + RequestTemplate.SLOT;
    return target.request("PUT " + path(objects), json);
  }

  /** The head of a large upload; {@link #piece} follows {@value #BULK_PIECES} times. */
  RequestTemplate bulkUpload() {
    return RequestTemplate.head(
        "POST " + path("/branches/main/objects?path=bulk%2F" + RequestTemplate.SLOT),
        target.headers() + OCTETS,
        BULK_BYTES);
  }

  static ByteBuffer piece() {
    return piece(BULK_BYTES / BULK_PIECES);
  }

  /** So many bytes of a body, outside of the heap. */
  public static ByteBuffer piece(int bytes) {
    byte[] noise = noise(bytes);
    return ByteBuffer.allocateDirect(noise.length).put(noise).flip();
  }

  /** Sends one request and fails unless it is answered as expected. */
  void must(int status, RequestTemplate request) throws IOException {
    try (var connection = new HttpConnection(target.address())) {
      var answer = connection.ask(request.with(0));
      if (answer.status() != status) {
        throw new IOException(
            "expected %d, got %d: %s".formatted(status, answer.status(), answer.body()));
      }
    }
  }

  private void seed(boolean bulk) throws IOException {
    try (var connection = new HttpConnection(target.address())) {
      var upload = upload("seeded%2F");
      for (int i = 0; i < SEEDED; i++) {
        expect(201, connection.exchange(upload.with(i)));
      }
      if (bulk) {
        expect(201, connection.exchange(bulkUpload().with(0), piece(), BULK_PIECES));
      }
      numbers.set(SEEDED);
    }
    commit("main");
  }

  static void expect(int expected, int status) throws IOException {
    if (status != expected) {
      throw new IOException("expected %d, got %d".formatted(expected, status));
    }
  }

  /** Bytes that do not compress, the same in every run. */
  public static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(42).nextBytes(noise);
    return noise;
  }
}
