package io.anabranch.server.s3gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Links of version 2 sign few parameters: those that stand for headers are not among them. */
@ExtendWith(SharedServer.class)
class LinkParametersTest {

  private final TestServer server;
  private final TestRepository repository;

  LinkParametersTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void whoeverHoldsALinkToWriteCannotCopyWithIt() throws Exception {
    repository.upload("main", "secret", "of others").expect(201);
    String path = "/" + repository.name() + "/main/mine";
    long expires = Instant.now().plus(Duration.ofMinutes(1)).getEpochSecond();
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(TestServer.SECRET.getBytes(UTF_8), "HmacSHA1"));
    byte[] signature = mac.doFinal(("PUT\n\n\n" + expires + "\n" + path).getBytes(UTF_8));
    String link =
        "%s%s?AWSAccessKeyId=%s&Expires=%d&Signature=%s&x-amz-copy-source=/%s/main/secret&x-amz-meta-a=b"
            .formatted(
                server.uri(),
                path,
                TestServer.ACCESS_KEY,
                expires,
                URLEncoder.encode(Base64.getEncoder().encodeToString(signature), UTF_8),
                repository.name());
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(link)).PUT(BodyPublishers.ofString("own")).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    assertThat(repository.read("main", "mine").expect(200).text()).isEqualTo("own");
    assertThat(repository.stat("main", "mine").expect(200).json().path("metadata")).isEmpty();
  }
}
