package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyBlockstoreTest extends BlockstoreContract {

  @Override
  protected Blockstore openStore() {
    return faulty(1, Chances.NONE);
  }

  @Test
  void failsBeforeOrAfterTheEffect() {
    FaultyBlockstore faulty = faulty(1, new Chances(1, 0, 0));
    fails(UNAVAILABLE, () -> faulty.put(at("a"), Content.of(bytes(1)), PutOptions.REPLACE));
    faulty.setChances(new Chances(0, 1, 0));
    fails(UNAVAILABLE, () -> faulty.put(at("b"), Content.of(bytes(1)), PutOptions.REPLACE));
    faulty.setChances(Chances.NONE);

    assertThat(keys(faulty.list(ListRequest.of(container(), "")))).containsExactly("b");
  }

  @Test
  void cutsBodies() throws IOException {
    FaultyBlockstore faulty = faulty(1, new Chances(0, 0, 1));
    faulty.put(at("a"), Content.of(bytes(100)), PutOptions.REPLACE);
    try (OpenObject object = faulty.open(at("a"), ReadOptions.WHOLE)) {
      assertThatThrownBy(() -> object.stream().readAllBytes())
          .isInstanceOf(IOException.class)
          .hasCauseInstanceOf(BlockstoreException.class);
    }
  }

  @Test
  void repeatsItselfWithTheSameSeed() {
    assertThat(faults(7)).isEqualTo(faults(7)).isNotEqualTo(faults(8)).contains(true, false);
  }

  private List<Boolean> faults(long seed) {
    FaultyBlockstore faulty = faulty(seed, new Chances(0.3, 0.3, 0));
    List<Boolean> faults = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      try {
        faulty.list(ListRequest.of(container(), ""));
        faults.add(false);
      } catch (BlockstoreException e) {
        faults.add(true);
      }
    }
    return faults;
  }

  private static FaultyBlockstore faulty(long seed, Chances chances) {
    return new FaultyBlockstore(new MemoryBlockstore(1 << 26, Clock.systemUTC()), seed, chances);
  }
}
