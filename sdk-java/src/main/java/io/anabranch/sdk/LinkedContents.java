package io.anabranch.sdk;

import io.anabranch.sdk.model.ObjectStats;
import io.anabranch.sdk.model.StagingLocation;
import io.anabranch.sdk.model.StagingMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Streams the bytes of objects straight to and from their store, by links that the server gives: it
 * must be a store with {@code pre_sign_support}. Thread-safe; memory does not grow with them.
 */
public final class LinkedContents {

  private final Connection connection;
  private final Anabranch server;

  LinkedContents(Connection connection, Anabranch server) {
    this.connection = connection;
    this.server = server;
  }

  /**
   * Writes a file to the store, then stages it on the branch.
   *
   * @param file of what the store takes in one request: 5 GB, for most
   * @throws IOException if the file cannot be read
   */
  public ObjectStats upload(
      String repository, String branch, String path, Path file, UploadOptions options)
      throws IOException {
    StagingLocation location = server.staging().getPhysicalAddress(repository, branch, path, true);
    URI link = link(location.getPresignedUrl(), repository);
    var request = HttpRequest.newBuilder(link).PUT(BodyPublishers.ofFile(file));
    // Azure asks what kind of blob it is to be; others pass over it.
    request.header("x-ms-blob-type", "BlockBlob");
    var metadata =
        new StagingMetadata()
            .staging(location)
            .checksum(etagOfAnswer(request.build()))
            .sizeBytes(Files.size(file))
            .contentType(options.contentType().orElse(UploadOptions.BYTES))
            .userMetadata(options.metadata());
    return server
        .staging()
        .linkPhysicalAddress(
            repository, branch, path, metadata, options.onlyIfAbsent() ? "*" : null, null);
  }

  /** Opens an object for reading; close what comes back. */
  public Download download(String repository, String ref, String path) {
    ObjectStats object = server.objects().statObject(repository, ref, path, false, true);
    URI link = link(object.getPhysicalAddress(), repository);
    return new Download(send(HttpRequest.newBuilder(link).build()));
  }

  private static URI link(@Nullable String url, String repository) {
    if (url == null || !url.startsWith("http")) {
      throw new AnabranchException(0, "the store of " + repository + " gives no links");
    }
    return URI.create(url);
  }

  private String etagOfAnswer(HttpRequest request) throws IOException {
    try (var answer = new Download(send(request))) {
      return answer.etag();
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    return Connection.send(connection.clientFor(request.uri()), request);
  }
}
