package io.anabranch.server.system;

import static io.anabranch.server.testing.TestServer.ACCESS_KEY;
import static io.anabranch.server.testing.TestServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Base64;

/** Large objects up and down, as fast as whoever writes and reads the streams. */
final class Transfer implements AutoCloseable {

  private static final int COMPARED_BYTES = 64 << 10;

  private final URI server;
  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  Transfer(URI server) {
    this.server = server;
  }

  /** Sends with a Content-Length. */
  HttpResponse<String> upload(String repository, String path, InputStream content, long length)
      throws IOException, InterruptedException {
    return upload(
        repository,
        path,
        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), length));
  }

  /** Sends in chunks, of a length that the server learns at the end. */
  HttpResponse<String> uploadChunked(String repository, String path, InputStream content)
      throws IOException, InterruptedException {
    return upload(repository, path, BodyPublishers.ofInputStream(() -> content));
  }

  /** Sends to a link, without credentials; it begins with the path. */
  HttpResponse<String> put(String link, InputStream content, long length)
      throws IOException, InterruptedException {
    var body = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), length);
    var request = HttpRequest.newBuilder(server.resolve(link)).PUT(body).build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> upload(String repository, String path, BodyPublisher content)
      throws IOException, InterruptedException {
    String target =
        "/api/v1/repositories/"
            + repository
            + "/branches/main/objects?path="
            + ApiClient.encode(path);
    var request =
        request(target).header("Content-Type", "application/octet-stream").POST(content).build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** The content is taken from the server only as it is read. */
  HttpResponse<InputStream> download(String repository, String path)
      throws IOException, InterruptedException {
    String target =
        "/api/v1/repositories/" + repository + "/refs/main/objects?path=" + ApiClient.encode(path);
    return http.send(request(target).build(), BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String target) {
    String pair = ACCESS_KEY + ":" + SECRET;
    return HttpRequest.newBuilder(server.resolve(target))
        .header(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  /** Reads both to their ends. */
  static void assertSame(InputStream received, InputStream sent) throws IOException {
    byte[] bytes = new byte[COMPARED_BYTES];
    byte[] expected = new byte[COMPARED_BYTES];
    try (received;
        sent) {
      long position = 0;
      int count;
      do {
        count = received.readNBytes(bytes, 0, COMPARED_BYTES);
        assertThat(count)
            .as("bytes from %d", position)
            .isEqualTo(sent.readNBytes(expected, 0, COMPARED_BYTES));
        assertThat(Arrays.mismatch(bytes, 0, count, expected, 0, count))
            .as("the first that differs, from %d", position)
            .isNegative();
        position += count;
      } while (count == COMPARED_BYTES);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
