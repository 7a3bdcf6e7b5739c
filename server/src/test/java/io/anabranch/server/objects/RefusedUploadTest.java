package io.anabranch.server.objects;

import static io.anabranch.server.stores.SampleStores.memory;
import static io.anabranch.server.stores.SampleStores.single;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.links.GrantSignatures;
import io.anabranch.server.links.Links;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.memory.TestEngine;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An upload is refused after its bytes were written, and the store fails when they are to go. */
final class RefusedUploadTest {

  private static final String MD5_OF_OTHERS = "0".repeat(32);

  private final FaultyBlockstore blockstore = new FaultyBlockstore(memory(), 1, Chances.NONE);
  private final StoreMap stores = single(blockstore);
  private final TestEngine engine = TestEngine.create();
  private final Uploads uploads = uploads();

  private Uploads uploads() {
    var keys = SigningKeys.of(new Secret("signing key"));
    var clock = Clock.systemUTC();
    var addresses = new PhysicalAddresses(() -> stores, keys, clock, new Random(1));
    var links = new Links(addresses, new GrantSignatures(keys, clock), clock);
    var entries = new ObjectEntries(engine.engine(), addresses, new ObjectLinks(addresses, links));
    var quotas = new Quotas((_, _, _) -> Optional.empty(), () -> stores);
    return new Uploads(engine.engine(), addresses, entries, quotas, clock);
  }

  @AfterEach
  void close() {
    blockstore.close();
  }

  @Test
  void anUnknownBranchIsWhatTheClientHearsOf() {
    FailureException refusal = refusalOfUpload("none", null);
    assertThat(refusal.failure()).isInstanceOf(Failure.NotFound.class);
    assertThat(refusal.getSuppressed()).hasOnlyElementsOfType(BlockstoreException.class).hasSize(1);
  }

  @Test
  void anotherMd5IsWhatTheClientHearsOf() {
    FailureException refusal = refusalOfUpload("main", MD5_OF_OTHERS);
    assertThat(refusal.failure()).isInstanceOf(Failure.Invalid.class);
    assertThat(refusal).hasMessageContaining("Content-MD5");
    assertThat(refusal.getSuppressed()).as("there is nothing to take back").isEmpty();
  }

  private FailureException refusalOfUpload(String branch, @Nullable String md5) {
    var body = new UploadBody(failingTheStoreWhenRead(), OptionalLong.of(5), "", md5);
    return catchThrowableOfType(
        FailureException.class,
        () ->
            uploads.upload(
                "ada",
                new ObjectTarget(engine.repository(), branch, "path"),
                body,
                Map::of,
                new UploadCondition.None()));
  }

  /** The put that reads it has begun by then, and still succeeds. */
  private InputStream failingTheStoreWhenRead() {
    return new ByteArrayInputStream("bytes".getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        blockstore.setChances(new Chances(1, 0, 0));
        return super.read(target, offset, length);
      }
    };
  }
}
