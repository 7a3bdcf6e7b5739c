package io.anabranch.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.anabranch.server.config.MemoryStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreStart;
import io.anabranch.server.stores.Origin;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConnectedStoresTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("ns", "key");

  private final Blockstore objects = new MemoryBlockstore(1 << 20, Clock.systemUTC());
  private final List<FaultyBlockstore> opened = new ArrayList<>();
  private boolean away;

  private OpenedStore open(StoreEntry entry) {
    if (away) {
      throw new BlockstoreException(BlockstoreException.Kind.UNAVAILABLE, "away on purpose");
    }
    FaultyBlockstore store = new FaultyBlockstore(objects, 1, Chances.NONE);
    opened.add(store);
    return new OpenedStore(
        store,
        () -> {
          throw new IllegalStateException("nobody asks");
        });
  }

  private ConnectedStores connect(StoreDefinition... definitions) {
    ConnectedStores stores = new ConnectedStores(false, this::open);
    try (var prepared = stores.prepare(1, entries(definitions))) {
      prepared.connect();
    }
    return stores;
  }

  private static List<StoreEntry> entries(StoreDefinition... definitions) {
    return Stream.of(definitions).map(StoreEntry::configured).toList();
  }

  @Test
  void whoeverHoldsAStoreGoesOnWithWhatItsIdMeansNow() throws Exception {
    try (ConnectedStores stores = connect(definition("a", ""), definition("b", ""))) {
      Store held = stores.map().get("a");

      change(stores, definition("a", "described"), definition("b", ""), definition("c", ""));

      assertThat(opened).hasSize(4);
      assertThat(opened.get(0).isClosed()).isTrue();
      assertThat(opened.get(1).isClosed()).isFalse();
      held.blockstore().put(ADDRESS, Content.of(new byte[3]), PutOptions.REPLACE);
      assertThat(opened.get(2).calls()).isEqualTo(1);
      assertThat(stores.map().version()).isEqualTo(2);
      assertThat(stores.map().stores()).extracting(Store::id).containsExactly("a", "b", "c");
    }
    assertThat(opened).allMatch(FaultyBlockstore::isClosed);
  }

  @Test
  void aStoreThatIsGoneIsClosedAndSaysSo() throws Exception {
    try (ConnectedStores stores = connect(definition("a", ""), definition("b", ""))) {
      Store held = stores.map().get("b");

      change(stores, definition("a", ""));

      assertThat(opened.get(1).isClosed()).isTrue();
      assertThat(stores.map().find("b")).isEmpty();
      assertThatThrownBy(() -> held.blockstore().stat(ADDRESS))
          .isInstanceOf(BlockstoreException.class)
          .hasMessageContaining("not connected");
    }
  }

  @Test
  void whatIsPreparedAndNotConnectedLeavesNoTrace() throws Exception {
    try (ConnectedStores stores = connect(definition("a", ""))) {
      try (var prepared = stores.prepare(2, entries(definition("a", "new"), definition("b", "")))) {
        assertThat(prepared.map().find("b")).isPresent();
      }

      assertThat(stores.map().version()).isEqualTo(1);
      assertThat(opened.get(0).isClosed()).isFalse();
      assertThat(opened.subList(1, 3)).allMatch(FaultyBlockstore::isClosed);

      away = true;
      try (var prepared = stores.prepare(2, entries(definition("b", ""), definition("c", "")))) {
        assertThat(prepared.faults())
            .containsExactly(
                "store `b`: cannot be opened: away on purpose",
                "store `c`: cannot be opened: away on purpose");
        assertThat(prepared.map().find("c")).isPresent();
        assertThatThrownBy(prepared::connect).isInstanceOf(IllegalStateException.class);
      }
      assertThat(stores.map().version()).isEqualTo(1);
    }
  }

  @Test
  void aNewRevisionIsOpenedAnew() {
    StoreDefinition definition = definition("a", "");
    try (ConnectedStores stores = connect(definition)) {
      var entry = new StoreEntry(definition, new Origin.Configured(), 1);
      try (var prepared = stores.prepare(2, List.of(entry))) {
        prepared.connect();
      }
      assertThat(opened).hasSize(2);
      assertThat(opened.getFirst().isClosed()).isTrue();
    }
  }

  private static void change(ConnectedStores stores, StoreDefinition... definitions) {
    try (var prepared = stores.prepare(2, entries(definitions))) {
      prepared.connect();
    }
  }

  private static StoreDefinition definition(String id, String description) {
    return new StoreDefinition(
        id,
        description,
        false,
        Optional.empty(),
        StoreStart.LAZY,
        new MemoryStoreSettings(1 << 20, PresignSettings.DEFAULT));
  }
}
