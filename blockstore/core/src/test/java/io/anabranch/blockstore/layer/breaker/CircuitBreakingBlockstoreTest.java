package io.anabranch.blockstore.layer.breaker;

import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.layer.SteppedTime;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakingBlockstoreTest extends BlockstoreContract {

  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final BreakerSettings SETTINGS = new BreakerSettings("lake", 10, 50, PAUSE, 3);

  private final SteppedTime time = new SteppedTime();
  private final FaultyBlockstore below =
      new FaultyBlockstore(new MemoryBlockstore(1 << 26, Clock.systemUTC()), 1, Chances.NONE);

  @Override
  protected Blockstore openStore() {
    return new CircuitBreakingBlockstore(below, SETTINGS, time);
  }

  @Test
  void leavesAStoreAloneThatDoesNotAnswerAndComesBack() {
    put("a", bytes(1));
    failTimes(9);
    int before = below.calls();
    time.advance(Duration.ofSeconds(10));

    BlockstoreException refusal =
        catchThrowableOfType(BlockstoreException.class, () -> store.stat(at("a")));
    assertThat(refusal).hasMessageContaining("`lake`");
    assertThat(refusal.kind()).isEqualTo(UNAVAILABLE);
    assertThat(refusal.retryable()).isFalse();
    assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(20));
    assertThat(below.calls()).as("the store is not asked").isEqualTo(before);

    time.advance(Duration.ofSeconds(21));
    for (int i = 0; i < 20; i++) {
      assertThat(store.stat(at("a")).size()).isEqualTo(1);
    }
  }

  @Test
  void uploadsInPartsCountAndAreLeftAloneToo() {
    MultipartUploads uploads = store.multipart().orElseThrow();
    String id = uploads.begin(at("a"), ObjectAttributes.NONE);
    below.refuseNext(10, new BlockstoreException(UNAVAILABLE, "away, on purpose"));
    for (int i = 0; i < 9; i++) {
      fails(UNAVAILABLE, () -> uploads.listParts(at("a"), id, 0, 1));
    }
    int before = below.calls();

    fails(UNAVAILABLE, () -> uploads.abort(at("a"), id));
    fails(UNAVAILABLE, () -> store.stat(at("a")));
    assertThat(below.calls()).isEqualTo(before);
  }

  @Test
  void isLeftAloneAgainWhenAProbeFails() {
    put("a", bytes(1));
    failTimes(9);
    time.advance(PAUSE.plusSeconds(1));
    assertThat(store.stat(at("a")).size()).isEqualTo(1);
    failTimes(1);

    int before = below.calls();
    fails(UNAVAILABLE, () -> store.stat(at("a")));
    assertThat(below.calls()).isEqualTo(before);
  }

  @Test
  void aStoreThatAnswersIsNotLeftAlone() {
    below.refuseNext(50, new BlockstoreException(BUSY, "slow down, on purpose"));
    for (int i = 0; i < 50; i++) {
      fails(BUSY, () -> store.stat(at("a")));
    }
    for (int i = 0; i < 50; i++) {
      fails(NOT_FOUND, () -> store.stat(at("a")));
    }
    put("a", bytes(1));

    assertThat(read("a")).isEqualTo(bytes(1));
  }

  @Test
  void bodiesThatBreakOffCount() {
    put("a", bytes(1000));
    below.setChances(new Chances(0, 0, 1));
    for (int i = 0; i < 10; i++) {
      try (OpenObject object = store.open(at("a"), ReadOptions.WHOLE)) {
        assertThatThrownBy(() -> object.stream().readAllBytes()).isInstanceOf(IOException.class);
      } catch (BlockstoreException e) {
        assertThat(e.retryable()).as("left alone meanwhile").isFalse();
      }
    }
    below.setChances(Chances.NONE);

    fails(UNAVAILABLE, () -> store.stat(at("a")));
  }

  private void failTimes(int count) {
    below.refuseNext(count, new BlockstoreException(UNAVAILABLE, "away, on purpose"));
    for (int i = 0; i < count; i++) {
      fails(UNAVAILABLE, () -> store.stat(at("a")));
    }
  }
}
