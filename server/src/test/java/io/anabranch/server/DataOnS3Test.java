package io.anabranch.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.s3.S3ProxyServer;
import io.anabranch.server.testing.TestRepository;
import org.junit.jupiter.api.Test;

/** Repositories whose store speaks S3. */
class DataOnS3Test extends RemoteDataContract<DataOnS3Test.Stores> {

  /** Two, with a bucket of the same name. */
  record Stores(S3ProxyServer lake, S3ProxyServer mirror) implements AutoCloseable {

    @Override
    public void close() {
      lake.close();
      mirror.close();
    }
  }

  @Override
  Stores startStore() {
    Stores stores = new Stores(S3ProxyServer.start(), S3ProxyServer.start());
    stores.lake.createBucket("lake");
    stores.mirror.createBucket("lake");
    return stores;
  }

  @Override
  String stores(Stores stores, String wrongSecret) {
    return store("lake", stores.lake, S3ProxyServer.SECRET)
        + store("mirror", stores.mirror, S3ProxyServer.SECRET)
        + store("locked", stores.lake, wrongSecret);
  }

  private static String store(String id, S3ProxyServer at, String secret) {
    return """
        - id: %s
          type: s3
          s3:
            endpoint: %s
            force_path_style: true
            credentials: { access_key_id: %s, secret_access_key: %s }
    """
        .formatted(id, at.endpoint(), S3ProxyServer.ACCESS_KEY, secret);
  }

  @Override
  String namespaces() {
    return "s3://lake/";
  }

  @Override
  String diagnosis() {
    return "secret does not fit";
  }

  @Override
  String place(Stores stores) {
    return stores.lake.endpoint() + "/lake/";
  }

  @Test
  void storesWithABucketOfOneNameDoNotMix() {
    String namespace = namespaces() + TestRepository.freshName("same");
    var here = create("lake", namespace);
    var there = create("mirror", namespace);
    String first = here.commit("main", "a.txt", "here");
    there.commit("main", "a.txt", "there");
    here.upload("main", "b.txt", "only here".getBytes(UTF_8)).expect(201);

    assertThat(here.read(first, "a.txt").expect(200).text()).isEqualTo("here");
    assertThat(there.read("main", "a.txt").expect(200).text()).isEqualTo("there");
    there.read("main", "b.txt").expect(404);
    assertThat(there.list("main", "")).containsExactly("a.txt");
  }
}
