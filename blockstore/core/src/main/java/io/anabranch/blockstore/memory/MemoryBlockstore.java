package io.anabranch.blockstore.memory;

import static io.anabranch.blockstore.BlockstoreException.Kind.ALREADY_EXISTS;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.NO_SPACE;
import static io.anabranch.blockstore.BlockstoreException.Kind.RANGE_NOT_SATISFIABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PageCollector;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.Utf8Order;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Objects as arrays in sorted maps, one per container, up to a total size. Nothing outlives the
 * instance. An object is at most as large as an array.
 */
public final class MemoryBlockstore implements Blockstore {

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int CHUNK = 64 * 1024;
  private static final Capabilities CAPABILITIES =
      new Capabilities(true, true, true, true, true, false, 1024, LARGEST_ARRAY);

  private final Map<String, ConcurrentNavigableMap<String, Stored>> containers =
      new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong();
  private final AtomicLong used = new AtomicLong();
  private final long capacity;
  private final Clock clock;

  /**
   * @param capacity in bytes, of all objects together
   */
  public MemoryBlockstore(long capacity, Clock clock) {
    this.capacity = capacity;
    this.clock = clock;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    requireShortKey(address);
    if (options.ifAbsent() && find(address) != null) {
      throw alreadyExists(address);
    }
    return store(address, read(address, content), options.ifAbsent());
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    Stored stored = get(address);
    ByteRange range = options.range().orElse(ByteRange.from(0));
    long length = range.lengthWithin(stored.bytes.length);
    if (length == 0 && options.range().isPresent()) {
      throw new BlockstoreException(
          RANGE_NOT_SATISFIABLE,
          "Object " + address + " has only " + stored.bytes.length + " bytes");
    }
    return new OpenObject(
        stored.info,
        length,
        new ByteArrayInputStream(stored.bytes, (int) range.offset(), (int) length),
        Optional.empty());
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return get(address).info;
  }

  @Override
  public ObjectPage list(ListRequest request) {
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
        && page.add(entry.getValue().info)) {
      String seen = entry.getKey();
      String position = page.position();
      entry = objects.higherEntry(Utf8Order.compare(seen, position) > 0 ? seen : position);
    }
    return page.page();
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    requireShortKey(target);
    return store(target, get(source).bytes, options.ifAbsent());
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    for (PhysicalAddress address : addresses) {
      ConcurrentNavigableMap<String, Stored> objects = containers.get(address.container());
      Stored removed = objects == null ? null : objects.remove(address.key());
      if (removed != null) {
        used.addAndGet(-removed.bytes.length);
      }
    }
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return Optional.empty();
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private ObjectInfo store(PhysicalAddress address, byte[] bytes, boolean ifAbsent) {
    String etag = Long.toHexString(versions.incrementAndGet());
    Stored stored = new Stored(new ObjectInfo(address, bytes.length, etag, clock.instant()), bytes);
    reserve(address, bytes.length);
    ConcurrentNavigableMap<String, Stored> objects =
        containers.computeIfAbsent(
            address.container(), c -> new ConcurrentSkipListMap<>(Utf8Order.COMPARATOR));
    Stored before =
        ifAbsent ? objects.putIfAbsent(address.key(), stored) : objects.put(address.key(), stored);
    if (before != null) {
      used.addAndGet(-(long) (ifAbsent ? bytes.length : before.bytes.length));
    }
    if (before != null && ifAbsent) {
      throw alreadyExists(address);
    }
    return stored.info;
  }

  private void reserve(PhysicalAddress address, long size) {
    if (used.addAndGet(size) > capacity) {
      used.addAndGet(-size);
      throw full(address);
    }
  }

  private byte[] read(PhysicalAddress address, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try (ContentReader reader = ContentReader.open(address, content)) {
      int count = reader.fill(chunk);
      while (count > 0) {
        if (reader.count() > Math.min(LARGEST_ARRAY, capacity)) {
          throw full(address);
        }
        bytes.write(chunk, 0, count);
        count = count < chunk.length ? 0 : reader.fill(chunk);
      }
    }
    return bytes.toByteArray();
  }

  private Stored get(PhysicalAddress address) {
    Stored stored = find(address);
    if (stored == null) {
      throw new BlockstoreException(NOT_FOUND, "There is no object " + address);
    }
    return stored;
  }

  private @Nullable Stored find(PhysicalAddress address) {
    ConcurrentNavigableMap<String, Stored> objects = containers.get(address.container());
    return objects == null ? null : objects.get(address.key());
  }

  private static void requireShortKey(PhysicalAddress address) {
    int length = address.key().getBytes(UTF_8).length;
    if (length > CAPABILITIES.maximumKeyBytes()) {
      throw new BlockstoreException(
          INVALID_ADDRESS,
          "A key of " + length + " bytes is too long: at most " + CAPABILITIES.maximumKeyBytes());
    }
  }

  private BlockstoreException full(PhysicalAddress address) {
    return new BlockstoreException(
        NO_SPACE, "No space for " + address + " in a memory store of " + capacity + " bytes");
  }

  private static BlockstoreException alreadyExists(PhysicalAddress address) {
    return new BlockstoreException(ALREADY_EXISTS, "There is an object " + address + " already");
  }

  private static final class Stored {

    private final ObjectInfo info;
    private final byte[] bytes;

    Stored(ObjectInfo info, byte[] bytes) {
      this.info = info;
      this.bytes = bytes;
    }
  }
}
