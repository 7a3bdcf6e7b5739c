package io.anabranch.server.system;

import static io.anabranch.server.testing.TestServer.ACCESS_KEY;
import static io.anabranch.server.testing.TestServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.testing.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Large objects up and down, as fast as whoever writes and reads the streams. */
final class Transfer implements AutoCloseable {

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

  /** Reads to the end and returns the SHA-256. */
  static String sha256(InputStream content) throws IOException {
    var digesting = new DigestInputStream(content, sha256());
    try (digesting) {
      digesting.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
