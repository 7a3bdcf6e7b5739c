package io.anabranch.blockstore.memory;

import static io.anabranch.blockstore.BlockstoreException.Kind.ALREADY_EXISTS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PageCollector;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.Utf8Order;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The objects of a store by address. */
final class StoredObjects {

  private final Map<String, ConcurrentNavigableMap<String, Stored>> containers =
      new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong();
  private final Space space;
  private final Clock clock;

  StoredObjects(Space space, Clock clock) {
    this.space = space;
    this.clock = clock;
  }

  /** Another one every time. */
  String nextEtag() {
    return Long.toHexString(versions.incrementAndGet());
  }

  /**
   * Puts an object for whose bytes room is reserved.
   *
   * @throws BlockstoreException ALREADY_EXISTS; the room stays reserved
   */
  ObjectInfo store(
      PhysicalAddress address, byte[] bytes, ObjectAttributes attributes, boolean ifAbsent) {
    ObjectInfo info =
        new ObjectInfo(
            address,
            bytes.length,
            nextEtag(),
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            attributes);
    Stored stored = new Stored(info, bytes);
    ConcurrentNavigableMap<String, Stored> objects =
        containers.computeIfAbsent(
            address.container(), c -> new ConcurrentSkipListMap<>(Utf8Order.COMPARATOR));
    if (!ifAbsent) {
      releaseIfAny(objects.put(address.key(), stored));
    } else if (objects.putIfAbsent(address.key(), stored) != null) {
      throw alreadyExists(address);
    }
    return info;
  }

  Stored get(PhysicalAddress address) {
    Stored stored = find(address);
    if (stored == null) {
      throw new BlockstoreException(NOT_FOUND, "There is no object " + address);
    }
    return stored;
  }

  void requireAbsent(PhysicalAddress address) {
    if (find(address) != null) {
      throw alreadyExists(address);
    }
  }

  void remove(PhysicalAddress address) {
    ConcurrentNavigableMap<String, Stored> objects = containers.get(address.container());
    releaseIfAny(objects == null ? null : objects.remove(address.key()));
  }

  ObjectPage list(ListRequest request) {
    PageCollector page = new PageCollector(request);
    ConcurrentNavigableMap<String, Stored> objects = containers.get(request.container());
    if (objects == null) {
      return page.page();
    }
    Map.Entry<String, Stored> entry =
        Utf8Order.compare(page.position(), request.prefix()) < 0
            ? objects.ceilingEntry(request.prefix())
            : objects.higherEntry(page.position());
    while (entry != null
        && entry.getKey().startsWith(request.prefix())
        && page.add(entry.getValue().listed())) {
      String seen = entry.getKey();
      String position = page.position();
      entry = objects.higherEntry(Utf8Order.compare(seen, position) > 0 ? seen : position);
    }
    return page.page();
  }

  private @Nullable Stored find(PhysicalAddress address) {
    ConcurrentNavigableMap<String, Stored> objects = containers.get(address.container());
    return objects == null ? null : objects.get(address.key());
  }

  private void releaseIfAny(@Nullable Stored gone) {
    if (gone != null) {
      space.release(gone.bytes().length);
    }
  }

  private static BlockstoreException alreadyExists(PhysicalAddress address) {
    return new BlockstoreException(ALREADY_EXISTS, "There is an object " + address + " already");
  }
}
