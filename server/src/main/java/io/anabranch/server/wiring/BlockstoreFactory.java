package io.anabranch.server.wiring;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.gs.GsBlockstore;
import io.anabranch.blockstore.gs.GsSettings;
import io.anabranch.blockstore.http.HttpBlockstore;
import io.anabranch.blockstore.layer.metering.MeteredBlockstore;
import io.anabranch.blockstore.layer.metering.MeteringSettings;
import io.anabranch.blockstore.local.LocalBlockstore;
import io.anabranch.blockstore.local.LocalSettings;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.anabranch.blockstore.s3.S3Blockstore;
import io.anabranch.blockstore.s3.S3Settings;
import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.GsStoreSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.MemoryStoreSettings;
import io.anabranch.server.config.S3StoreSettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreStart;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Opens stores, each with its own stack of layers. */
public final class BlockstoreFactory {

  private final MeterRegistry registry;
  private final Clock clock;

  public BlockstoreFactory(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * A store's layers, outermost last. See the table of layers in the documentation before changing
   * their order.
   *
   * @throws BlockstoreException when a store that says {@code start: eager} does not answer
   */
  public Blockstore open(StoreDefinition store) {
    Blockstore stack = adapter(store);
    return new MeteredBlockstore(
        stack, new MeteringSettings(store.id(), MeteringSettings.Stage.CALL), registry);
  }

  private Blockstore adapter(StoreDefinition store) {
    return switch (store.settings()) {
      case LocalStoreSettings local -> openLocal(store, local);
      case MemoryStoreSettings mem -> new MemoryBlockstore(mem.capacityBytes(), clock);
      case S3StoreSettings s3 -> openS3(store, s3);
      case GsStoreSettings gs -> openGs(store, gs);
      case HttpStoreSettings http -> openHttp(store, http);
      case AzureStoreSettings _ ->
          throw new BlockstoreException(
              BlockstoreException.Kind.UNSUPPORTED,
              "Stores of type " + store.type().text() + " are not available in this build yet");
    };
  }

  private Blockstore openS3(StoreDefinition store, S3StoreSettings s3) {
    RemoteLayers layers = new RemoteLayers(store.id(), s3.maxRetries(), registry, clock);
    S3Settings settings = S3Definitions.settings(s3, RemoteLayers.CONNECTIONS);
    if (store.start() == StoreStart.LAZY) {
      return layers.over(new DeferredBlockstore(() -> S3Blockstore.open(settings, clock)));
    }
    Blockstore blockstore = layers.over(S3Blockstore.open(settings, clock));
    try {
      // Without a bucket there is nothing to ask for.
      S3Definitions.findBucket(store)
          .ifPresent(bucket -> blockstore.list(ListRequest.of(bucket, "").withLimit(1)));
      return blockstore;
    } catch (BlockstoreException e) {
      blockstore.close();
      throw e;
    }
  }

  private Blockstore openGs(StoreDefinition store, GsStoreSettings gs) {
    RemoteLayers layers = new RemoteLayers(store.id(), GsDefinitions.RETRIES, registry, clock);
    GsSettings settings = GsDefinitions.settings(gs, RemoteLayers.CONNECTIONS);
    if (store.start() == StoreStart.LAZY) {
      return layers.over(new DeferredBlockstore(() -> GsBlockstore.open(settings, clock)));
    }
    GsBlockstore adapter = GsBlockstore.open(settings, clock);
    Blockstore blockstore = layers.over(adapter);
    try {
      // Without a bucket there is nothing to ask for.
      GsDefinitions.findBucket(store)
          .ifPresent(
              bucket -> {
                // With patience first; what is not there lists as empty, though.
                blockstore.list(ListRequest.of(bucket, "").withLimit(1));
                adapter.requireBucket(bucket);
              });
      return blockstore;
    } catch (BlockstoreException e) {
      blockstore.close();
      throw e;
    }
  }

  private Blockstore openHttp(StoreDefinition store, HttpStoreSettings http) {
    RemoteLayers layers = new RemoteLayers(store.id(), http.maxRetries(), registry, clock);
    if (store.start() == StoreStart.LAZY) {
      return layers.over(new DeferredBlockstore(() -> openHttp(http)));
    }
    Blockstore blockstore = layers.over(openHttp(http));
    try {
      // Without a list there is nothing to ask for.
      if (blockstore.capabilities().listable()) {
        blockstore.list(ListRequest.of("", "").withLimit(1));
      }
      return blockstore;
    } catch (BlockstoreException e) {
      blockstore.close();
      throw e;
    }
  }

  private HttpBlockstore openHttp(HttpStoreSettings http) {
    return HttpBlockstore.open(HttpDefinitions.settings(http, RemoteLayers.CONNECTIONS), clock);
  }

  private static Blockstore openLocal(StoreDefinition store, LocalStoreSettings local) {
    LocalSettings settings =
        new LocalSettings(local.path(), local.syncWrites(), local.allowedExternalPrefixes());
    return store.start() == StoreStart.EAGER
        ? LocalBlockstore.open(settings)
        : new DeferredBlockstore(() -> LocalBlockstore.open(settings));
  }
}
