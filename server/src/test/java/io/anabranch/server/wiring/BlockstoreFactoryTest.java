package io.anabranch.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreStart;
import io.anabranch.server.config.StoresSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockstoreFactoryTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("ns", "key");

  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockstoreFactory factory = new BlockstoreFactory(registry, Clock.systemUTC());

  @Test
  void eachStoreIsOpenedInItsOwnFolderAndMetered() throws Exception {
    StoresSettings settings =
        settings(
            definition("a", folder.resolve("a"), StoreStart.LAZY),
            definition("b", folder.resolve("b"), StoreStart.EAGER));

    try (ConnectedStores stores = open(settings)) {
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
    try (ConnectedStores stores =
        open(settings(definition("a", blocked.resolve("a"), StoreStart.LAZY)))) {
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

    ConfigurationFaults thrown =
        catchThrowableOfType(
            ConfigurationFaults.class,
            () ->
                open(
                    settings(
                        definition("a", blocked.resolve("a"), StoreStart.EAGER),
                        definition("b", blocked.resolve("b"), StoreStart.EAGER))));

    assertThat(thrown.faults()).hasSize(2);
    assertThat(thrown)
        .hasMessageContaining("store `a`: cannot be opened: ")
        .hasMessageContaining("store `b`: cannot be opened: ");
  }

  private ConnectedStores open(StoresSettings settings) throws ConfigurationFaults {
    return ConnectedStores.open(settings, factory::open);
  }

  private static void put(Blockstore blockstore) {
    blockstore.put(ADDRESS, Content.of(new byte[] {'h', 'e', 'l', 'l', 'o'}), PutOptions.REPLACE);
  }

  private static StoresSettings settings(StoreDefinition... stores) {
    return new StoresSettings(false, new Secret("k"), List.of(stores));
  }

  private static StoreDefinition definition(String id, Path path, StoreStart start) {
    return new StoreDefinition(
        id,
        "",
        false,
        Optional.empty(),
        start,
        false,
        new LocalStoreSettings(path, false, false, List.of(), false, PresignSettings.DEFAULT));
  }
}
