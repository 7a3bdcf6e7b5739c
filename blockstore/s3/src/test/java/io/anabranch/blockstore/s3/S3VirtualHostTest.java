package io.anabranch.blockstore.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The bucket goes into the name of the host, which is part of the signature. The names are those of
 * the file {@code src/test/hosts}.
 */
class S3VirtualHostTest {

  private static final String HOST = "s3.test";
  private static final String BUCKET = "lake";
  private static final PhysicalAddress ADDRESS = new PhysicalAddress(BUCKET, "a/b c");

  @Test
  void theBucketIsPartOfTheHost() throws Exception {
    try (S3ProxyServer server = S3ProxyServer.start("s3proxy.virtual-host=" + HOST)) {
      URI endpoint = URI.create("http://" + HOST + ":" + server.endpoint().getPort());
      TestSettings settings = server.settings().endpoint(endpoint).virtualHosts();
      settings.createBucket(BUCKET);
      try (Blockstore store = S3Blockstore.open(settings.build(), Clock.systemUTC())) {
        store.put(ADDRESS, Content.of(new byte[] {1, 2, 3}), PutOptions.IF_ABSENT);
        try (OpenObject object = store.open(ADDRESS, ReadOptions.WHOLE)) {
          assertThat(object.stream().readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThat(store.list(ListRequest.of(BUCKET, "a/")).objects()).hasSize(1);

        URI link = store.presignedUrls().orElseThrow().get(ADDRESS, Duration.ofMinutes(1), "");
        assertThat(link.getHost()).isEqualTo(BUCKET + "." + HOST);
        try (HttpClient client = HttpClient.newHttpClient()) {
          var answer =
              client.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray());
          assertThat(answer.body()).containsExactly(1, 2, 3);
        }
      }
    }
  }
}
