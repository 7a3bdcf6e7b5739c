package io.anabranch.blockstore.memory;

import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;

/**
 * Objects as arrays in sorted maps, one per container, up to a total size that parts of uploads
 * count towards. Nothing outlives the instance. An object is at most as large as an array. Keeps no
 * versions.
 */
public final class MemoryBlockstore implements Blockstore {

  private static final Capabilities CAPABILITIES =
      new Capabilities(true, true, true, true, true, true, 1024, Space.LARGEST_ARRAY);

  private final Space space;
  private final StoredObjects objects;
  private final MemoryUploads uploads;

  /**
   * @param capacity in bytes, of all objects and parts together
   */
  public MemoryBlockstore(long capacity, Clock clock) {
    this.space = new Space(capacity);
    this.objects = new StoredObjects(space, clock);
    this.uploads = new MemoryUploads(space, objects, clock);
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    requireShortKey(address);
    if (options.ifAbsent()) {
      objects.requireAbsent(address);
    }
    byte[] bytes = space.read(address, content);
    return store(address, bytes, options.attributes(), options.ifAbsent());
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    return objects.get(address).open(options);
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return objects.get(address).info();
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return objects.list(request);
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    requireShortKey(target);
    Stored stored = objects.get(source);
    return store(target, stored.bytes(), stored.info().attributes(), options.ifAbsent());
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    addresses.forEach(objects::remove);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return Optional.of(uploads);
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private ObjectInfo store(
      PhysicalAddress address, byte[] bytes, ObjectAttributes attributes, boolean ifAbsent) {
    space.reserve(address, bytes.length);
    try {
      return objects.store(address, bytes, attributes, ifAbsent);
    } catch (BlockstoreException e) {
      space.release(bytes.length);
      throw e;
    }
  }

  static void requireShortKey(PhysicalAddress address) {
    int length = address.key().getBytes(UTF_8).length;
    if (length > CAPABILITIES.maximumKeyBytes()) {
      throw new BlockstoreException(
          INVALID_ADDRESS,
          "A key of " + length + " bytes is too long: at most " + CAPABILITIES.maximumKeyBytes());
    }
  }
}
