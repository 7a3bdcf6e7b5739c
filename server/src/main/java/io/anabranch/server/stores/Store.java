package io.anabranch.server.stores;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.health.StoreCondition;
import io.anabranch.blockstore.health.StoreHealth;
import io.anabranch.server.config.BlockstoreType;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.versioning.failure.FailureException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store at work.
 *
 * @param entry what it was opened from
 * @param blockstore the opened store with all its layers
 * @param condition how it fares, as its layers know it at the moment of asking
 */
public record Store(StoreEntry entry, Blockstore blockstore, Supplier<StoreCondition> condition) {

  public StoreDefinition definition() {
    return entry.definition();
  }

  /** Empty for the store of a server that has just one. */
  public String id() {
    return entry.id();
  }

  /** By which every store can be called: its id, or {@code blockstore} where it has none. */
  public String name() {
    return id().isEmpty() ? "blockstore" : id();
  }

  /** What it is fit for, judged from its use of late. */
  public StoreHealth health() {
    return StoreHealth.of(condition.get());
  }

  /** What clients may know of it. */
  public StoreDescription description() {
    return StoreDescription.of(definition());
  }

  /** The bucket, or whatever else the store calls it, of the namespaces that are offered on it. */
  public Optional<String> offeredContainer() {
    try {
      return definition()
          .defaultNamespacePrefix()
          .map(prefix -> StoreUris.parsePrefix(definition(), prefix).container())
          .filter(container -> !container.isEmpty());
    } catch (FailureException | BlockstoreException _) {
      return Optional.empty(); // No prefix of a namespace: people will find out when they use it.
    }
  }

  public PresignSettings presign() {
    return definition().settings().presign();
  }

  /** For uploads in parts that clients send by links: empty when its settings forbid them. */
  public Optional<MultipartUploads> presignedMultipart() {
    return presign().multipart() ? blockstore.multipart() : Optional.empty();
  }

  /** Whether it has such; a store that is away has none. */
  boolean takesParts() {
    try {
      return presignedMultipart().isPresent();
    } catch (BlockstoreException _) {
      return false;
    }
  }

  /** Whether its links are its own and not this server's; a store that is away signs none. */
  boolean signsLinks() {
    try {
      return blockstore.presignedUrls().isPresent();
    } catch (BlockstoreException _) {
      return false;
    }
  }

  /** Whether it is farther away than a disk of this machine. */
  public boolean isRemote() {
    return definition().type().isRemote();
  }

  /** Whether what is in it belongs to others, who may change it. */
  public boolean isForeign() {
    return definition().type().isForeign();
  }

  /** Whether addresses in it may come to mean something else, unless they are settled. */
  boolean isMoving() {
    return definition().type() == BlockstoreType.LAKEFS;
  }

  /** Whether nothing may be written to it: by its settings, or by what it is. */
  public boolean isReadOnly() {
    return isForeign() || definition().readOnly();
  }

  /** For the beginning of a sentence in messages. */
  String label() {
    return definition().label();
  }
}
