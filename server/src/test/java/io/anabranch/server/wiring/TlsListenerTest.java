package io.anabranch.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.servers.Certificate;
import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.FileConfiguration;
import io.anabranch.server.config.Preset;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tls.enabled}: one server with it, and what is said about files that cannot be used. */
class TlsListenerTest {

  private static final String HOST = "ip:127.0.0.1";

  @TempDir private Path directory;

  @Test
  void speaksHttpsOnlyAndTakesRenewedCertificates() throws Exception {
    Certificate first = Certificate.make("EC", HOST, directory);
    write(first.certificatePem(), first.keyPem());
    try (TestServer server = TestServer.start(directory, text -> text + section())) {
      assertThat(server.uri().getScheme()).isEqualTo("https");
      carriesBytes(HttpClient.newBuilder().sslContext(first.trusting()).build(), server);
      refusesPlainHttp(server.uri());

      Certificate second = Certificate.make("RSA", HOST, directory);
      write(second.certificatePem(), second.keyPem());
      Eventually.succeeds(() -> assertThat(trusts(server, second)).isTrue());
    }
  }

  /** Large enough for the way that plain HTTP goes through the page cache. */
  private static void carriesBytes(HttpClient client, TestServer server) throws Exception {
    String repository =
        "{\"name\":\"sealed\",\"storage_id\":\"hot\",\"storage_namespace\":\"local://sealed\"}";
    send(
        client,
        request(server, "/api/v1/repositories")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(repository)));
    byte[] bytes = new byte[3 << 20];
    new Random(7).nextBytes(bytes);
    String objects = "/api/v1/repositories/sealed/branches/main/objects?path=large";
    var sent = send(client, request(server, objects).POST(BodyPublishers.ofByteArray(bytes)));
    assertThat(sent.statusCode()).isEqualTo(201);
    var back =
        send(client, request(server, "/api/v1/repositories/sealed/refs/main/objects?path=large"));
    assertThat(back.body()).isEqualTo(bytes);
    var login =
        send(
            client,
            request(server, "/api/v1/auth/login")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"access_key_id\":\"%s\",\"secret_access_key\":\"%s\"}"
                            .formatted(TestServer.ACCESS_KEY, TestServer.SECRET))));
    assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
  }

  private static void refusesPlainHttp(URI https) {
    URI plain = URI.create("http://" + https.getAuthority() + "/livez");
    try (var client = HttpClient.newHttpClient()) {
      assertThatThrownBy(
              () -> client.send(HttpRequest.newBuilder(plain).build(), BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
    }
  }

  private static boolean trusts(TestServer server, Certificate certificate) {
    try (var client = HttpClient.newBuilder().sslContext(certificate.trusting()).build()) {
      return send(client, request(server, "/livez")).statusCode() < 300;
    } catch (IOException e) {
      return false;
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder request(TestServer server, String path) {
    String key = TestServer.ACCESS_KEY + ":" + TestServer.SECRET;
    return HttpRequest.newBuilder(server.uri().resolve(path))
        .header(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(key.getBytes(UTF_8)));
  }

  private static HttpResponse<byte[]> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Test
  void tellsWhatIsWrongWithTheFiles() throws Exception {
    Certificate one = Certificate.make("EC", HOST, directory);
    Certificate other = Certificate.make("EC", HOST, directory);
    Certificate rsa = Certificate.make("RSA", HOST, directory);
    assertThat(faults("no certificate", one.keyPem()))
        .contains("tls.cert_file")
        .contains("holds no certificate in PEM form");
    assertThat(faults(one.certificatePem(), "no key"))
        .contains("tls.key_file")
        .contains("openssl pkcs8 -topk8 -nocrypt");
    assertThat(faults(one.certificatePem(), other.keyPem()))
        .contains("is not the key of the certificate in tls.cert_file");
    assertThat(faults(one.certificatePem(), rsa.keyPem())).contains("holds no EC key");
  }

  private String faults(String certificate, String key) throws IOException {
    write(certificate, key);
    Path file =
        Files.writeString(
            directory.resolve("faulty.yaml"),
            """
            database: {type: embedded}
            auth: {encrypt: {secret_key: s}}
            blockstore: {type: mem}
            """
                + section());
    var source = new FileConfiguration(Optional.of(file), Map.of(), Preset.NONE, directory);
    return requireNonNull(catchThrowableOfType(ConfigurationFaults.class, source::load)).toString();
  }

  private void write(String certificate, String key) throws IOException {
    Files.writeString(directory.resolve("key.pem"), key);
    Files.writeString(directory.resolve("certificate.pem"), certificate);
  }

  private String section() {
    return "tls: {enabled: true, cert_file: %1$s/certificate.pem, key_file: %1$s/key.pem}\n"
        .formatted(directory);
  }
}
