package io.anabranch.blockstore.memory;

import static io.anabranch.blockstore.BlockstoreException.Kind.NO_SPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PutOptions;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBlockstoreTest extends BlockstoreContract {

  private static final long CAPACITY = 64 * 1024 * 1024;

  @Override
  protected Blockstore openStore() {
    return new MemoryBlockstore(CAPACITY, Clock.systemUTC());
  }

  @Test
  void holdsNoMoreThanItsCapacity() {
    Blockstore small = new MemoryBlockstore(1000, Clock.systemUTC());
    small.put(at("a"), Content.of(bytes(600)), PutOptions.REPLACE);

    fails(NO_SPACE, () -> small.put(at("b"), Content.of(bytes(401)), PutOptions.REPLACE));
    fails(
        NO_SPACE,
        () ->
            small.put(
                at("b"),
                Content.once(new ByteArrayInputStream(bytes(100_000))),
                PutOptions.REPLACE));

    small.put(at("b"), Content.of(bytes(400)), PutOptions.REPLACE);
    small.delete(List.of(at("a"), at("a")));
    small.put(at("a"), Content.of(bytes(600)), PutOptions.IF_ABSENT);
    assertThat(small.stat(at("a")).size()).isEqualTo(600);
    small.close();
  }
}
