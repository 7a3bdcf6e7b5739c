package io.anabranch.blockstore.gs;

import static io.anabranch.blockstore.BlockstoreException.Kind.ALREADY_EXISTS;
import static io.anabranch.blockstore.BlockstoreException.Kind.CHANGED;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of the store where the server of the other tests does not look. */
class GsRequestsTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("bucket", "a/b");
  private static final PhysicalAddress OTHER = new PhysicalAddress("bucket", "other");
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theStoreDecidesWhetherAnObjectIsThere() {
    server.answers(412, "");
    try (Blockstore store = open(new GsEncryption.BucketDefault())) {
      fails(ALREADY_EXISTS, () -> store.copy(ADDRESS, OTHER, CopyOptions.IF_ABSENT));
      assertThat(query()).contains("ifGenerationMatch=0");
      fails(ALREADY_EXISTS, () -> store.put(ADDRESS, content(), PutOptions.IF_ABSENT));
      assertThat(query()).contains("ifGenerationMatch=0");
      fails(CHANGED, () -> store.open(ADDRESS, ReadOptions.WHOLE.withEtag("17")));
      assertThat(header("x-goog-if-generation-match")).isEqualTo("17");
    }
  }

  @Test
  void eachRequestIsSentOnce() {
    server.answers(503, "");
    try (Blockstore store = open(new GsEncryption.BucketDefault())) {
      fails(
          BlockstoreException.Kind.UNAVAILABLE,
          () -> store.put(ADDRESS, content(), PutOptions.REPLACE));
      assertThat(server.requests()).hasSize(1);
      fails(BlockstoreException.Kind.UNAVAILABLE, () -> store.stat(ADDRESS));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aManagedKeyIsNamedInWrites() {
    String name = "projects/p/locations/l/keyRings/r/cryptoKeys/k";
    server.answers(412, "");
    try (Blockstore store = open(new GsEncryption.Managed(name))) {
      fails(ALREADY_EXISTS, () -> store.put(ADDRESS, content(), PutOptions.IF_ABSENT));
      assertThat(query()).contains("kmsKeyName=" + name);
      fails(ALREADY_EXISTS, () -> store.copy(ADDRESS, OTHER, CopyOptions.IF_ABSENT));
      assertThat(query()).contains("destinationKmsKeyName=" + name);
      fails(
          UNSUPPORTED,
          () -> store.presignedUrls().orElseThrow().put(ADDRESS, Duration.ofMinutes(1)));
    }
  }

  @Test
  void aSuppliedKeyComesWithEveryRequestForBytes() {
    server.answers(412, "");
    try (Blockstore store = open(new GsEncryption.Supplied(KEY))) {
      fails(ALREADY_EXISTS, () -> store.put(ADDRESS, content(), PutOptions.IF_ABSENT));
      assertThat(header("x-goog-encryption-key")).isEqualTo(KEY);
      fails(CHANGED, () -> store.open(ADDRESS, ReadOptions.WHOLE));
      assertThat(header("x-goog-encryption-key-sha256"))
          .isEqualTo("Zmh6rfhivXdsj8GLjp+OIAiXFIVu4jOzkCpZHQ1fKSU=");
      fails(ALREADY_EXISTS, () -> store.copy(ADDRESS, OTHER, CopyOptions.IF_ABSENT));
      assertThat(header("x-goog-encryption-algorithm")).isEqualTo("AES256");
      assertThat(header("x-goog-copy-source-encryption-key")).isEqualTo(KEY);
      fails(
          ALREADY_EXISTS,
          () -> store.multipart().orElseThrow().begin(ADDRESS, ObjectAttributes.NONE));
      assertThat(store.presignedUrls()).as("links cannot carry the key").isEmpty();
    }
  }

  @Test
  void withoutAKeyToSignWithThereAreNoLinks() {
    GsSettings settings = FakeGcs.settings(server.endpoint(), true, new GsCredentials.Machine());
    try (Blockstore store = GsBlockstore.open(settings, Clock.systemUTC())) {
      assertThat(store.presignedUrls()).isEmpty();
    }
  }

  private Blockstore open(GsEncryption encryption) {
    GsCredentials key = new GsCredentials.Key(FakeGcs.key("http://127.0.0.1:9/token"));
    return GsBlockstore.open(
        FakeGcs.settings(server.endpoint(), true, key, encryption), Clock.systemUTC());
  }

  private String query() {
    return server.requests().getLast().uri().getQuery();
  }

  private String header(String name) {
    return server.requests().getLast().headers().getFirst(name);
  }

  private static Content content() {
    return Content.of(new byte[10]);
  }

  private static void fails(BlockstoreException.Kind kind, ThrowingCallable call) {
    assertThat(catchThrowableOfType(BlockstoreException.class, call).kind()).isEqualTo(kind);
  }
}
