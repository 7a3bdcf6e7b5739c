package io.anabranch.server.stores.lifecycle;

import io.anabranch.server.config.LakefsStoreSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.RealPaths;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoresSettings;
import io.anabranch.server.stores.Origin;
import io.anabranch.server.stores.StoreEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which stores there are to be: those of the configuration, then those attached. Where both have an
 * id, the configuration's counts: so an attached store can be taken over into the file.
 *
 * @param configured what the configuration says
 * @param recorded what the database has
 */
record StoreSet(StoresSettings configured, RecordedStores recorded) {

  List<StoreEntry> entries() {
    return Stream.concat(
            configured.stores().stream().map(this::entry), attached().stream().map(this::entry))
        .toList();
  }

  private StoreEntry entry(StoreDefinition store) {
    return new StoreEntry(store, new Origin.Configured(), recorded.revision(store.id()));
  }

  private StoreEntry entry(AttachedStore store) {
    return new StoreEntry(
        store.definition(), new Origin.Attached(configured.attach()), store.revision());
  }

  /** None on a server with a single store, which knows no ids. */
  private List<AttachedStore> attached() {
    return configured.single()
        ? List.of()
        : recorded.attached().stream().filter(store -> !isConfigured(store.id())).toList();
  }

  boolean isConfigured(String id) {
    return configured.stores().stream().anyMatch(store -> store.id().equals(id));
  }

  /** What forbids this set, each with what to change. */
  List<String> findFaults() {
    List<String> faults = new ArrayList<>();
    if (!configured.single()) {
      recorded.unreadable().forEach((id, why) -> addUnlessConfigured(faults, id, why));
    }
    for (AttachedStore store : attached()) {
      faults.addAll(findOverlaps(store.definition(), configured.stores()));
    }
    return faults;
  }

  private void addUnlessConfigured(List<String> faults, String id, String why) {
    if (!isConfigured(id)) {
      faults.add(why);
    }
  }

  /** What forbids a definition beside all other stores of this set. */
  List<String> findOverlaps(StoreDefinition store) {
    return findOverlaps(
        store,
        entries().stream()
            .map(StoreEntry::definition)
            .filter(other -> !other.id().equals(store.id()))
            .toList());
  }

  private static List<String> findOverlaps(StoreDefinition store, List<StoreDefinition> others) {
    List<String> faults = new ArrayList<>();
    for (StoreDefinition other : others) {
      store.names().stream()
          .filter(other.names()::contains)
          .map(
              name ->
                  "alias: `%s` names store `%s` as well as store `%s`; choose another"
                      .formatted(name, store.id(), other.id()))
          .forEach(faults::add);
      if (store.settings() instanceof LocalStoreSettings left
          && other.settings() instanceof LocalStoreSettings right
          && RealPaths.overlap(left.path(), right.path())) {
        faults.add(
            ("local.path: `%s` of store `%s` is the same folder as, or inside or around, `%s` of"
                    + " store `%s`; give each store a folder of its own")
                .formatted(left.path(), store.id(), right.path(), other.id()));
      }
      if (store.settings() instanceof LakefsStoreSettings left
          && other.settings() instanceof LakefsStoreSettings right
          && !left.overlap(right).isEmpty()) {
        faults.add(
            ("lakefs.repositories: whose a repository is cannot be told, as those of store `%s`"
                    + " and of store `%s` begin alike: %s; give each store others")
                .formatted(store.id(), other.id(), left.overlap(right)));
      }
    }
    return faults;
  }
}
