package io.anabranch.blockstore.layer.failover;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverBlockstoreTest extends BlockstoreContract {

  private final Blockstore objects = new MemoryBlockstore(1 << 26, Clock.systemUTC());
  private final FaultyBlockstore first = new FaultyBlockstore(objects, 1, Chances.NONE);
  private final FaultyBlockstore second = new FaultyBlockstore(objects, 1, Chances.NONE);

  @Override
  protected Blockstore openStore() {
    return new FailoverBlockstore<>(List.of(first, second));
  }

  private ObjectInfo stat(String key) {
    return store.stat(at(key));
  }

  @Test
  void theCallThatFindsOutFailsAndTheNextGoesTheOtherWay() {
    put("object", bytes(9));
    assertThat(second.calls()).isZero();

    first.refuseNext(1, new BlockstoreException(UNAVAILABLE, "away on purpose"));
    fails(UNAVAILABLE, () -> stat("object"));
    int calls = first.calls();
    assertThat(stat("object").size()).isEqualTo(9);
    assertThat(stat("object").size()).isEqualTo(9);
    assertThat(first.calls()).isEqualTo(calls);
    assertThat(second.calls()).isEqualTo(2);

    second.refuseNext(1, new BlockstoreException(UNAVAILABLE, "away on purpose"));
    fails(UNAVAILABLE, () -> stat("object"));
    assertThat(stat("object").size()).isEqualTo(9);
    assertThat(first.calls()).isEqualTo(calls + 1);
  }

  @Test
  void otherFailuresAreNoReasonToGoAnotherWay() {
    first.refuseNext(1, new BlockstoreException(FORBIDDEN, "refused on purpose"));
    fails(FORBIDDEN, () -> stat("object"));
    put("object", bytes(9));
    assertThat(second.calls()).isZero();
  }

  @Test
  void anUploadInPartsGoesOnAnotherWay() {
    var uploads = store.multipart().orElseThrow();
    String id = uploads.begin(at("object"), ObjectAttributes.NONE);
    first.refuseNext(1, new BlockstoreException(UNAVAILABLE, "away on purpose"));
    fails(UNAVAILABLE, () -> uploads.listParts(at("object"), id, 0, 10));
    assertThat(uploads.listParts(at("object"), id, 0, 10).parts()).isEmpty();
    uploads.abort(at("object"), id);
  }
}
