package io.anabranch.server.stores.lifecycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the database has of stores at one moment.
 *
 * @param version of the map
 * @param locations by storage id, of configured stores too
 * @param revisions by storage id, of configured stores too
 * @param attached by id
 * @param unreadable why, by the ids of attached stores whose definitions cannot be read
 */
record RecordedStores(
    long version,
    Map<String, String> locations,
    Map<String, Long> revisions,
    List<AttachedStore> attached,
    Map<String, String> unreadable) {

  Optional<AttachedStore> find(String id) {
    return attached.stream().filter(store -> store.id().equals(id)).findFirst();
  }

  /** Whether somebody attached a store of this id. */
  boolean isAttached(String id) {
    return find(id).isPresent() || unreadable.containsKey(id);
  }

  @Nullable String location(String id) {
    return locations.get(id);
  }

  long revision(String id) {
    return revisions.getOrDefault(id, 0L);
  }

  /** As it will be when the next change has put this store in the place of what its id has now. */
  RecordedStores with(AttachedStore store) {
    List<AttachedStore> next = new ArrayList<>(attached);
    next.removeIf(other -> other.id().equals(store.id()));
    next.add(store);
    return next(next, store.id());
  }

  /** As it will be when the next change has taken away what somebody attached with this id. */
  RecordedStores without(String id) {
    return next(attached.stream().filter(store -> !store.id().equals(id)).toList(), id);
  }

  /** As it will be when the next change has this store opened anew. */
  RecordedStores refreshed(String id) {
    return next(
        attached.stream()
            .map(
                store ->
                    store.id().equals(id)
                        ? new AttachedStore(store.definition(), store.json(), store.revision() + 1)
                        : store)
            .toList(),
        id);
  }

  private RecordedStores next(List<AttachedStore> stores, String changed) {
    Map<String, Long> next = new HashMap<>(revisions);
    next.merge(changed, 1L, Long::sum);
    return new RecordedStores(version + 1, locations, next, stores, unreadable);
  }
}
