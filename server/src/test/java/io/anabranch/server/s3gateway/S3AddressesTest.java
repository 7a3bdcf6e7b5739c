package io.anabranch.server.s3gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Where the gateway is reached: on a port of its own, and by the names of hosts. */
class S3AddressesTest {

  @TempDir private Path directory;

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aPortOfItsOwnIsForS3Alone() throws Exception {
    int port = freePort();
    try (var server =
        TestServer.start(
            directory,
            text -> text + "gateways: {s3: {listen_address: '127.0.0.1:%d'}}\n".formatted(port))) {
      assertThat(server.uri().getPort()).isNotEqualTo(port);
      var repository = TestRepository.create(server.client());
      var own = URI.create("http://127.0.0.1:" + port);
      try (var s3 = S3Clients.of(own, TestServer.ACCESS_KEY, TestServer.SECRET, _ -> {});
          var http = HttpClient.newHttpClient()) {
        s3.putObject(
            r -> r.bucket(repository.name()).key("main/a"), RequestBody.fromString("by its port"));
        assertThat(repository.read("main", "a").expect(200).text()).isEqualTo("by its port");
        var unsigned =
            http.send(
                HttpRequest.newBuilder(own.resolve("/api/v1/repositories")).build(),
                BodyHandlers.ofString());
        assertThat(unsigned.statusCode()).isEqualTo(403);
        assertThat(unsigned.body()).contains("<Code>AccessDenied</Code>");
      }
      assertThat(get(server.uri(), repository.name() + ".S3.local.lakefs.io", "/main/a"))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("by its port");
      assertThat(get(server.uri(), "s3.local.lakefs.io", "/" + repository.name() + "/main/a"))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("by its port");
    }
  }

  /** The whole answer to a signed request that names a host which no name server knows. */
  private static String get(URI server, String host, String path) throws IOException {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("http")
            .host(host)
            .port(server.getPort())
            .encodedPath(path)
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                builder ->
                    builder
                        .identity(
                            AwsCredentialsIdentity.create(TestServer.ACCESS_KEY, TestServer.SECRET))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
            .request();
    var text = new StringBuilder("GET " + path + " HTTP/1.1\r\nConnection: close\r\n");
    signed
        .headers()
        .forEach((name, values) -> text.append(name + ": " + values.getFirst() + "\r\n"));
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.append("\r\n").toString().getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
