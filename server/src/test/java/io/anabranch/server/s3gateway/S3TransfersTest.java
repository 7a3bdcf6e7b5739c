package io.anabranch.server.s3gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** Large objects and whole directories, through the AWS SDK's asynchronous clients. */
@ExtendWith(SharedServer.class)
class S3TransfersTest {

  private static final long PART = 5L << 20;
  private static final int LARGE = 12 << 20;

  @TempDir Path directory;

  private final String bucket;
  private final S3AsyncClient s3;
  private final S3TransferManager transfers;

  S3TransfersTest(TestServer server) {
    bucket = TestRepository.create(server.client()).name();
    s3 =
        S3Clients.configured(
                S3AsyncClient.builder(), server.uri(), TestServer.ACCESS_KEY, TestServer.SECRET)
            .httpClientBuilder(NettyNioAsyncHttpClient.builder())
            .multipartEnabled(true)
            .multipartConfiguration(
                parts -> parts.minimumPartSizeInBytes(PART).thresholdInBytes(PART))
            .build();
    transfers = S3TransferManager.builder().s3Client(s3).build();
  }

  @AfterEach
  void close() {
    transfers.close();
    s3.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aFileIsUploadedCopiedAndDownloadedInParts() throws IOException {
    Path file = Files.write(directory.resolve("large"), random(LARGE));
    var uploaded =
        transfers
            .uploadFile(r -> r.source(file).putObjectRequest(p -> p.bucket(bucket).key("main/l")))
            .completionFuture()
            .join();
    assertThat(uploaded.response().eTag()).endsWith("-3\"");
    var copied =
        transfers
            .copy(
                r ->
                    r.copyObjectRequest(
                        c ->
                            c.sourceBucket(bucket)
                                .sourceKey("main/l")
                                .destinationBucket(bucket)
                                .destinationKey("main/copied")))
            .completionFuture()
            .join();
    assertThat(copied.response().copyObjectResult().eTag()).isEqualTo(uploaded.response().eTag());
    for (String key : List.of("main/l", "main/copied")) {
      Path back = directory.resolve("back");
      transfers
          .downloadFile(r -> r.destination(back).getObjectRequest(g -> g.bucket(bucket).key(key)))
          .completionFuture()
          .join();
      assertThat(Files.mismatch(file, back)).as(key).isEqualTo(-1);
    }
  }

  @Test
  void aDirectoryGoesUpAndComesDown() throws IOException {
    List<String> paths = List.of("a.txt", "b/c d+e.txt", "b/ü/%2F.x", "empty", "z/large");
    Path up = directory.resolve("up");
    for (String path : paths) {
      Path file = up.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, random(path.equals("z/large") ? LARGE : path.length() - "empty".length()));
    }
    assertThat(
            transfers
                .uploadDirectory(r -> r.source(up).bucket(bucket).s3Prefix("main/dir"))
                .completionFuture()
                .join()
                .failedTransfers())
        .isEmpty();
    assertThat(
            s3.listObjectsV2(r -> r.bucket(bucket).prefix("main/dir/")).join().contents().stream()
                .map(S3Object::key))
        .containsExactlyElementsOf(paths.stream().map(path -> "main/dir/" + path).toList());
    Path down = directory.resolve("down");
    assertThat(
            transfers
                .downloadDirectory(
                    r ->
                        r.destination(down)
                            .bucket(bucket)
                            .listObjectsV2RequestTransformer(list -> list.prefix("main/dir/")))
                .completionFuture()
                .join()
                .failedTransfers())
        .isEmpty();
    assertThat(files(down)).containsExactlyElementsOf(paths);
    for (String path : paths) {
      assertThat(Files.mismatch(up.resolve(path), down.resolve(path))).as(path).isEqualTo(-1);
    }
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void bytesOfUnknownLengthAreUploaded() {
    byte[] bytes = random(LARGE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      s3.putObject(
              r -> r.bucket(bucket).key("main/stream"),
              AsyncRequestBody.fromInputStream(
                  body -> body.inputStream(new ByteArrayInputStream(bytes)).executor(threads)))
          .join();
    }
    assertThat(
            s3.getObject(
                    r -> r.bucket(bucket).key("main/stream"), AsyncResponseTransformer.toBytes())
                .join()
                .asByteArray())
        .isEqualTo(bytes);
  }
}
