package io.anabranch.blockstore.s3;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.PresignContract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that verifies signatures. */
class S3LinksTest extends PresignContract {

  private static final Duration LIFE = Duration.ofMinutes(5);

  private static S3ProxyServer server;
  private static int buckets;

  private String bucket = "";

  @BeforeAll
  static void startServer() {
    server = S3ProxyServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected Blockstore openStore() {
    bucket = "links-" + buckets++;
    server.createBucket(bucket);
    return S3Blockstore.open(server.settings().build(), Clock.systemUTC());
  }

  @Override
  protected String container() {
    return bucket;
  }

  /** S3 signs the method. */
  @Override
  protected Set<LinkFault> linkFaults() {
    return EnumSet.of(LinkFault.NO_HEAD);
  }

  @Test
  void linksAreMadeForWhereTheirReadersAre() {
    URI outside = URI.create("https://objects.example.com:8443");
    URI link = link(server.settings().linkEndpoint(outside));

    assertThat(link.toString()).startsWith(outside + "/" + bucket + "/key?");
  }

  @Test
  void withoutCredentialsNoLinkIsMade(@TempDir Path directory) {
    var absent =
        new S3Credentials.Profile(Optional.of("absent"), Optional.of(directory.resolve("none")));
    fails(FORBIDDEN, () -> link(server.settings().credentials(absent)));
  }

  private URI link(TestSettings settings) {
    try (Blockstore store = open(settings)) {
      return store.presignedUrls().orElseThrow().get(at("key"), LIFE, "");
    }
  }

  private static Blockstore open(TestSettings settings) {
    return S3Blockstore.open(settings.build(), Clock.systemUTC());
  }
}
