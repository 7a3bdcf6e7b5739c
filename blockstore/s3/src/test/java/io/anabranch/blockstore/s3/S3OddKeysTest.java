package io.anabranch.blockstore.s3;

import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.servers.TestServer;
import io.anabranch.blockstore.servers.TestServers;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a server that verifies nobody, but takes every key that Amazon's own would. */
class S3OddKeysTest extends BlockstoreContract {

  private static TestServer server;
  private static int buckets;

  private String bucket = "";

  @BeforeAll
  static void startServer() {
    server = TestServers.moto();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected Blockstore openStore() {
    bucket = "keys-" + buckets++;
    settings().createBucket(bucket);
    return S3Blockstore.open(settings().build(), Clock.systemUTC());
  }

  private static TestSettings settings() {
    return new TestSettings(
        server.endpoint(), new S3Credentials.Keys("any", "secret", Optional.empty()));
  }

  @Override
  protected String container() {
    return bucket;
  }

  @Override
  protected Set<ServerFault> serverFaults() {
    return EnumSet.of(
        ServerFault.NO_CONTROL_CHARACTERS,
        ServerFault.ONE_AT_A_TIME,
        ServerFault.NO_PART_PAGES,
        ServerFault.BREAKS_ON_UNKNOWN_UPLOADS,
        ServerFault.NO_UPLOAD_LISTING);
  }

  /**
   * For each page it looks at all there is; many pages of a thousand come from the other server.
   */
  @Override
  protected int listedObjects() {
    return 800;
  }

  @Test
  void readsVersionsWhereTheBucketKeepsThem() {
    settings().keepVersions(bucket);
    String first = put("object", bytes(10)).version().orElseThrow();
    String second = put("object", bytes(20)).version().orElseThrow();
    store.delete(List.of(at("object")));
    put("object", bytes(30));

    assertThat(read("object", ReadOptions.WHOLE.withVersion(first))).isEqualTo(bytes(10));
    assertThat(read("object", ReadOptions.range(15, 100).withVersion(second))).hasSize(5);
    assertThat(store.stat(at("object")).size()).isEqualTo(30);
    fails(NOT_FOUND, () -> store.open(at("object"), ReadOptions.WHOLE.withVersion("none")));
  }
}
