package io.anabranch.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.config.AttachSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreStart;
import io.anabranch.server.stores.Origin;
import io.anabranch.server.stores.StoreEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockstoreFactoryTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("ns", "key");

  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockstoreFactory factory = new BlockstoreFactory(registry, Clock.systemUTC());

  @Test
  void eachStoreIsOpenedInItsOwnFolderAndMetered() throws Exception {
    try (ConnectedStores stores =
        open(
            definition("a", folder.resolve("a"), StoreStart.LAZY),
            definition("b", folder.resolve("b"), StoreStart.EAGER))) {
      put(stores.map().get("a").blockstore());

      assertThat(folder.resolve("a/ns/key")).hasContent("hello");
      assertThat(folder.resolve("b/ns/key")).doesNotExist();
      assertThat(registry.get("blockstore.operations").tag("store", "a").timers())
          .anyMatch(timer -> timer.count() == 1);
    }
  }

  @Test
  void aStoreThatIsAwayAtStartComesBackByItself() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "in the way");
    try (ConnectedStores stores = open(definition("a", blocked.resolve("a"), StoreStart.LAZY))) {
      Blockstore blockstore = stores.map().get("a").blockstore();
      assertThatThrownBy(() -> put(blockstore)).isInstanceOf(BlockstoreException.class);

      Files.delete(blocked);
      put(blockstore);

      assertThat(blocked.resolve("a/ns/key")).hasContent("hello");
    }
  }

  @Test
  void everyEagerStoreThatIsAwayIsNamed() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "in the way");

    try (ConnectedStores stores = new ConnectedStores(false, factory::open);
        var prepared =
            stores.prepare(
                1,
                entries(
                    definition("a", blocked.resolve("a"), StoreStart.EAGER),
                    definition("b", blocked.resolve("b"), StoreStart.EAGER)))) {
      assertThat(prepared.faults())
          .satisfiesExactly(
              fault -> assertThat(fault).startsWith("store `a`: cannot be opened: "),
              fault -> assertThat(fault).startsWith("store `b`: cannot be opened: "));
    }
  }

  @Test
  void anAttachedStoreIsHeldToItsLimitsWheneverItIsOpened() throws IOException {
    Path allowed = Files.createDirectory(folder.resolve("allowed"));
    StoreDefinition inside = definition("a", allowed.resolve("a"), StoreStart.LAZY);
    var limits = new Origin.Attached(new AttachSettings(List.of(allowed), List.of()));
    try (Blockstore store = factory.open(new StoreEntry(inside, limits, 1)).blockstore()) {
      Files.createSymbolicLink(allowed.resolve("a"), Files.createDirectory(folder.resolve("b")));

      assertThatThrownBy(() -> put(store))
          .isInstanceOf(BlockstoreException.class)
          .hasMessageContaining("blockstores.attach.local_prefixes");

      Files.delete(allowed.resolve("a"));
      put(store);
      assertThat(allowed.resolve("a/ns/key")).hasContent("hello");
    }
  }

  private ConnectedStores open(StoreDefinition... definitions) {
    ConnectedStores stores = new ConnectedStores(false, factory::open);
    try (var prepared = stores.prepare(1, entries(definitions))) {
      prepared.connect();
    }
    return stores;
  }

  private static List<StoreEntry> entries(StoreDefinition... definitions) {
    return Stream.of(definitions).map(StoreEntry::configured).toList();
  }

  private static void put(Blockstore blockstore) {
    blockstore.put(ADDRESS, Content.of(new byte[] {'h', 'e', 'l', 'l', 'o'}), PutOptions.REPLACE);
  }

  private static StoreDefinition definition(String id, Path path, StoreStart start) {
    return new StoreDefinition(
        id,
        "",
        false,
        Optional.empty(),
        start,
        new LocalStoreSettings(path, false, false, List.of(), false, PresignSettings.DEFAULT));
  }
}
