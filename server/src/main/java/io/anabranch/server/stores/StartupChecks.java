package io.anabranch.server.stores;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the stores configured are those that the repositories were made on. Finds every fault;
 * each text says what to change.
 */
public final class StartupChecks {

  /** Names in one message; the rest is counted. */
  private static final int MOST_NAMES = 20;

  /** Repositories with the same fault. */
  private static final class Group {
    private final List<String> names = new ArrayList<>();
    private int size;

    void add(String name) {
      size++;
      if (names.size() < MOST_NAMES) {
        names.add("'" + name + "'");
      }
    }

    @Override
    public String toString() {
      String list = (size == 1 ? "repository " : "repositories ") + String.join(", ", names);
      return size > names.size() ? list + " and " + (size - names.size()) + " more" : list;
    }
  }

  private record Mismatch(String storageId, String actual, String expected) {}

  private final StoreMap stores;
  private final Map<String, Group> unknownIds = new TreeMap<>();
  private final Map<String, Mismatch> mismatches = new TreeMap<>();
  private final Map<String, Group> mismatched = new TreeMap<>();
  private boolean emptyIdUsed;

  private StartupChecks(StoreMap stores) {
    this.stores = stores;
  }

  /** Every fault, ready to show; empty when the server may start. */
  public static List<String> findFaults(StoreMap stores, StoreRecords records) {
    StartupChecks checks = new StartupChecks(stores);
    records.forEachRepository(checks::visit);
    List<String> faults = new ArrayList<>();
    checks.unknownIds.forEach((id, group) -> faults.add(checks.unknown(id, group)));
    checks.mismatched.forEach((key, group) -> faults.add(checks.mismatch(key, group)));
    faults.addAll(checks.moved(records.listLocations()));
    return faults;
  }

  /**
   * Remembers where the stores are, once {@link #findFaults} found nothing.
   *
   * @return a fault for each id that another server, started at the same moment, has recorded with
   *     another location; empty when this one may start
   */
  public static List<String> recordLocations(StoreMap stores, StoreRecords records) {
    Map<String, String> earlier = records.listLocations();
    List<Store> missed =
        stores.stores().stream()
            .filter(store -> !recordLocation(store, earlier.get(store.id()), records))
            .toList();
    if (missed.isEmpty()) {
      return List.of();
    }
    Map<String, String> recorded = records.listLocations();
    return missed.stream()
        .filter(store -> !location(store).equals(recorded.get(store.id())))
        .map(store -> taken(store, recorded.get(store.id())))
        .toList();
  }

  private static boolean recordLocation(
      Store store, @Nullable String earlier, StoreRecords records) {
    return location(store).equals(earlier)
        || records.recordLocation(store.id(), earlier, location(store));
  }

  private static String taken(Store store, @Nullable String recorded) {
    return store.label()
        + " is at '"
        + location(store)
        + "' here, but another server that started just now has it at '"
        + recorded
        + "'. Configure the same location on all servers of this database.";
  }

  private static String location(Store store) {
    return store.definition().location();
  }

  private void visit(RepositoryBinding repository) {
    emptyIdUsed |= repository.storageId().isEmpty();
    Optional<Store> store = stores.find(repository.storageId());
    if (store.isEmpty()) {
      group(unknownIds, repository.storageId()).add(repository.repository());
    } else if (!store.get().description().admits(repository.storageNamespace())) {
      addMismatch(store.get(), repository);
    }
  }

  private void addMismatch(Store store, RepositoryBinding repository) {
    String namespace = repository.storageNamespace();
    String scheme = namespace.substring(0, Math.max(0, namespace.indexOf("://")));
    String key = store.id() + " " + scheme;
    mismatches.put(key, new Mismatch(store.id(), scheme, store.definition().type().text()));
    group(mismatched, key).add(repository.repository());
  }

  private static Group group(Map<String, Group> groups, String key) {
    return groups.computeIfAbsent(key, _ -> new Group());
  }

  private String unknown(String id, Group group) {
    return "No storage configuration found for "
        + group
        + ", StorageID='"
        + id
        + "'. "
        + remedy(id);
  }

  private String remedy(String id) {
    if (stores.single()) {
      return "They were created with several stores: configure blockstores with a store of this id"
          + " instead of blockstore.";
    }
    return id.isEmpty()
        ? "They were created with a single store: mark the store that it was with"
            + " backward_compatible: true."
        : "Put the store with this id back into blockstores.stores; it can be removed only after"
            + " its repositories are deleted.";
  }

  private String mismatch(String key, Group group) {
    Mismatch mismatch = mismatches.get(key);
    if (mismatch == null) {
      throw new IllegalStateException(key);
    }
    return "Mismatched adapter detected. "
        + (mismatch.storageId.isEmpty() ? "The store" : "Store '" + mismatch.storageId + "'")
        + " is of type '"
        + mismatch.expected
        + "', but "
        + group
        + (group.size == 1 ? " is" : " are")
        + " of type '"
        + mismatch.actual
        + "'. Give the store the type that it had when they were created.";
  }

  private List<String> moved(Map<String, String> recorded) {
    List<String> faults = new ArrayList<>();
    for (Store store : stores.stores()) {
      Relocation.findFault(store.definition(), recorded.get(store.id())).ifPresent(faults::add);
    }
    // What was the single store must be what its repositories are now looked for on.
    if (!stores.single() && emptyIdUsed) {
      stores
          .defaultStore()
          .flatMap(store -> Relocation.findFault(store.definition(), recorded.get("")))
          .ifPresent(faults::add);
    }
    return faults.stream().distinct().toList();
  }
}
