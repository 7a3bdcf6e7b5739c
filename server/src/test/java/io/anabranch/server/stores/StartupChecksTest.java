package io.anabranch.server.stores;

import static io.anabranch.server.stores.SampleStores.MEM;
import static io.anabranch.server.stores.SampleStores.local;
import static io.anabranch.server.stores.SampleStores.memory;
import static io.anabranch.server.stores.SampleStores.several;
import static io.anabranch.server.stores.SampleStores.single;
import static io.anabranch.server.stores.SampleStores.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.config.LocationFingerprint;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreLayerSettings;
import io.anabranch.server.config.StoreStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StartupChecksTest {

  private static class Records implements StoreRecords {

    final List<RepositoryBinding> repositories = new ArrayList<>();
    final Map<String, String> locations = new TreeMap<>();

    Records repository(String name, String storageId, String namespace) {
      repositories.add(new RepositoryBinding(name, storageId, namespace));
      return this;
    }

    Records location(String storageId, String location) {
      locations.put(storageId, location);
      return this;
    }

    @Override
    public void forEachRepository(Consumer<RepositoryBinding> visitor) {
      repositories.forEach(visitor);
    }

    @Override
    public Map<String, String> listLocations() {
      return Map.copyOf(locations);
    }

    @Override
    public boolean recordLocation(String storageId, @Nullable String earlier, String location) {
      if (!Objects.equals(locations.get(storageId), earlier)) {
        return false;
      }
      locations.put(storageId, location);
      return true;
    }
  }

  @Test
  void whatFitsHasNoFault() {
    Records records =
        new Records()
            .repository("old", "", "local://old")
            .repository("new", "b", "mem://new")
            .location("", "local:/a")
            .location("b", "mem:");

    assertThat(
            StartupChecks.findFaults(
                several(store("a", true, local("/a")), store("b", MEM)), records))
        .isEmpty();
  }

  @Test
  void repositoriesOnStoresThatAreGoneAreNamed() {
    Records records =
        new Records()
            .repository("one", "gone", "mem://one")
            .repository("two", "gone", "mem://two")
            .repository("three", "", "mem://three")
            .repository("four", "a", "mem://four");

    assertThat(StartupChecks.findFaults(several(store("a", MEM)), records))
        .containsExactly(
            "No storage configuration found for repository 'three', StorageID=''. They were created"
                + " with a single store: mark the store that it was with backward_compatible: true.",
            "No storage configuration found for repositories 'one', 'two', StorageID='gone'. Put the"
                + " store with this id back into blockstores.stores; it can be removed only after"
                + " its repositories are deleted.");
  }

  @Test
  void aSingleStoreTakesNoRepositoriesOfSeveral() {
    Records records =
        new Records().repository("one", "a", "mem://one").repository("two", "", "mem://two");

    assertThat(StartupChecks.findFaults(single(MEM), records))
        .containsExactly(
            "No storage configuration found for repository 'one', StorageID='a'. They were created"
                + " with several stores: configure blockstores with a store of this id instead of"
                + " blockstore.");
  }

  @Test
  void namespacesOfAnotherTypeAreNamed() {
    Records records =
        new Records()
            .repository("one", "a", "s3://one")
            .repository("two", "a", "mem://two")
            .repository("three", "a", "s3://three");

    assertThat(StartupChecks.findFaults(several(store("a", MEM)), records))
        .containsExactly(
            "Mismatched adapter detected. Store 'a' is of type 'mem', but repositories 'one',"
                + " 'three' are of type 's3'. Give the store the type that it had when they were"
                + " created.");
  }

  @Test
  void anIdThatPointsElsewhereIsRefusedUntilAccepted() {
    Records records = new Records().location("a", "local:/before");
    String fault =
        "Store `a` is now at 'local:/now', but was at 'local:/before' when it was first used. Point"
            + " it back there, or use a new id; if its data was moved as it is, set"
            + " accept_new_location: "
            + LocationFingerprint.of("local:/now")
            + " on it.";

    assertThat(StartupChecks.findFaults(several(store("a", local("/now"))), records))
        .containsExactly(fault);

    assertThat(StartupChecks.findFaults(several(accepting("local:/elsewhere")), records))
        .containsExactly(fault);
    StoreMap accepted = several(accepting("local:/now"));
    assertThat(StartupChecks.findFaults(accepted, records)).isEmpty();
    assertThat(StartupChecks.recordLocations(accepted, records)).isEmpty();
    assertThat(records.locations).containsExactly(Map.entry("a", "local:/now"));
    assertThat(StartupChecks.findFaults(several(store("a", local("/now"))), records)).isEmpty();
  }

  /** Store {@code a} at {@code /now}, which acknowledges a location. */
  private static Store accepting(String location) {
    StoreDefinition definition =
        new StoreDefinition(
            "a",
            Optional.empty(),
            "",
            false,
            Optional.empty(),
            StoreStart.LAZY,
            false,
            Optional.of(LocationFingerprint.of(location)),
            local("/now"),
            StoreLayerSettings.DEFAULT);
    return new Store(StoreEntry.configured(definition), memory(), SampleStores::unused);
  }

  @Test
  void ofTwoServersThatStartAtOnceWithDifferentLocationsOneIsRefused() {
    Records records = new Records();
    var other = several(store("a", local("/other")), store("b", MEM));
    Records raced =
        new Records() {
          @Override
          public boolean recordLocation(String id, @Nullable String earlier, String location) {
            StartupChecks.recordLocations(other, records);
            return records.recordLocation(id, earlier, location);
          }

          @Override
          public Map<String, String> listLocations() {
            return records.listLocations();
          }
        };

    assertThat(
            StartupChecks.recordLocations(
                several(store("a", local("/mine")), store("b", MEM)), raced))
        .containsExactly(
            "Store `a` is at 'local:/mine' here, but another server that started just now has it at"
                + " 'local:/other'. Configure the same location on all servers of this database.");
    assertThat(records.locations).containsEntry("a", "local:/other").containsKey("b");
  }

  @Test
  void theBackwardCompatibleStoreMustBeTheFormerSingleOne() {
    Records records = new Records().repository("old", "", "local://old").location("", "local:/a");

    assertThat(
            StartupChecks.findFaults(
                several(store("a", local("/a")), store("b", true, local("/b"))), records))
        .singleElement()
        .asString()
        .startsWith("Store `b` is now at 'local:/b', but was at 'local:/a'");
  }

  @Test
  void thousandsOfNamesAreCounted() {
    Records records = new Records();
    for (int i = 0; i < 1000; i++) {
      records.repository("repo" + i, "gone", "mem://ns");
    }

    assertThat(StartupChecks.findFaults(several(store("a", MEM)), records))
        .singleElement()
        .asString()
        .contains("'repo19' and 980 more, StorageID='gone'")
        .hasSizeLessThan(600);
  }
}
