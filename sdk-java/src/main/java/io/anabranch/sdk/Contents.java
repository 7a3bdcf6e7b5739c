package io.anabranch.sdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.sdk.client.ApiClient;
import io.anabranch.sdk.model.ObjectStats;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/**
 * Streams the bytes of objects, and of the files of trees, through the server. Thread-safe; memory
 * does not grow with them.
 */
public final class Contents {

  /** The length of a stream that nobody knows yet. */
  public static final long UNKNOWN_LENGTH = -1;

  private final Connection connection;
  private final String baseUri;
  private final ObjectMapper json;

  Contents(Connection connection, ApiClient api) {
    this.connection = connection;
    this.baseUri = api.getBaseUri();
    this.json = api.getObjectMapper();
  }

  /**
   * Writes a file to a branch and stages it. Sent again if the server was busy.
   *
   * @throws IOException if the file cannot be read
   */
  public ObjectStats upload(String repository, String branch, String path, Path file)
      throws IOException {
    return upload(repository, branch, path, file, UploadOptions.NONE);
  }

  /** As {@link #upload(String, String, String, Path)}, with more about the object. */
  public ObjectStats upload(
      String repository, String branch, String path, Path file, UploadOptions options)
      throws IOException {
    return upload(
        connection.client(), repository, branch, path, BodyPublishers.ofFile(file), options);
  }

  /**
   * Writes what a stream gives to a branch and stages it. Sent once: a stream cannot be read again.
   *
   * @param bytes closed by the caller
   * @param length how many bytes there are, or {@link #UNKNOWN_LENGTH}; if there are fewer or more
   *     the upload fails
   */
  public ObjectStats upload(
      String repository, String branch, String path, InputStream bytes, long length) {
    return upload(repository, branch, path, bytes, length, UploadOptions.NONE);
  }

  /** As {@link #upload(String, String, String, InputStream, long)}, with more about the object. */
  public ObjectStats upload(
      String repository,
      String branch,
      String path,
      InputStream bytes,
      long length,
      UploadOptions options) {
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> bytes);
    BodyPublisher body =
        length == UNKNOWN_LENGTH
            ? stream
            : length == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(stream, length);
    return upload(connection.once(), repository, branch, path, body, options);
  }

  private ObjectStats upload(
      HttpClient client,
      String repository,
      String branch,
      String path,
      BodyPublisher body,
      UploadOptions options) {
    var request = request("branches", repository, branch, path).POST(body);
    options.headers().forEach(request::setHeader);
    HttpResponse<InputStream> response = Connection.send(client, request.build());
    try (InputStream answer = response.body()) {
      return json.readValue(answer, ObjectStats.class);
    } catch (IOException e) {
      throw new UnreachableException(response.uri(), e);
    }
  }

  /** Opens an object for reading; close what comes back. */
  public Download download(String repository, String ref, String path) {
    return new Download(
        Connection.send(connection.client(), request("refs", repository, ref, path).build()));
  }

  /**
   * Opens a part of an object for reading.
   *
   * @param from the first byte, counted from 0
   * @param to the last byte, which is still read; the end of the object is no error
   */
  public Download download(String repository, String ref, String path, long from, long to) {
    var request = request("refs", repository, ref, path).header("Range", range(from, to));
    return new Download(Connection.send(connection.client(), request.build()));
  }

  /**
   * Opens a file of a committed tree for reading, as it lies in the store.
   *
   * @param id of a range or a metarange, 64 hex digits
   */
  public Download downloadTreeFile(String repository, String id) {
    var uri =
        URI.create(
            "%s/repositories/%s/metadata/object/range/%s"
                .formatted(baseUri, encode(repository), encode(id)));
    return new Download(Connection.send(connection.client(), authorized(uri).build()));
  }

  private static String range(long from, long to) {
    return "bytes=" + from + "-" + to;
  }

  private HttpRequest.Builder request(String kind, String repository, String ref, String path) {
    URI uri =
        URI.create(
            "%s/repositories/%s/%s/%s/objects?path=%s"
                .formatted(baseUri, encode(repository), kind, encode(ref), encode(path)));
    return authorized(uri);
  }

  private HttpRequest.Builder authorized(URI uri) {
    var request = HttpRequest.newBuilder(uri);
    connection.authorize(request);
    return request;
  }

  private static String encode(String text) {
    return ApiClient.urlEncode(text);
  }
}
