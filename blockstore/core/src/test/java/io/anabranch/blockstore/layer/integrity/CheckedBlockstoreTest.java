package io.anabranch.blockstore.layer.integrity;

import static io.anabranch.blockstore.BlockstoreException.Kind.CORRUPT;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckedBlockstoreTest extends BlockstoreContract {

  private final MemoryBlockstore memory = new MemoryBlockstore(1 << 26, Clock.systemUTC());

  @Override
  protected Blockstore openStore() {
    return new CheckedBlockstore(memory, new IntegritySettings("lake"));
  }

  @Test
  void aBodyThatEndsEarlyIsNotTakenForWhole() {
    assertThat(failureOf(9, bytes(8)).getCause())
        .isInstanceOfSatisfying(
            BlockstoreException.class,
            why -> {
              assertThat(why.kind()).isEqualTo(UNAVAILABLE);
              assertThat(why.retryable()).isTrue();
            });
  }

  @Test
  void aBodyThatGoesOnIsCorrupt() {
    assertThat(failureOf(9, bytes(10)).getCause())
        .isInstanceOfSatisfying(
            BlockstoreException.class, why -> assertThat(why.kind()).isEqualTo(CORRUPT));
  }

  private IOException failureOf(long announced, byte[] given) {
    ObjectInfo info = put("a", bytes(9));
    OpenObject object =
        new OpenObject(info, announced, new ByteArrayInputStream(given), Optional.empty());
    return catchThrowableOfType(
        IOException.class, () -> new ExactStream(object, "lake").readAllBytes());
  }
}
