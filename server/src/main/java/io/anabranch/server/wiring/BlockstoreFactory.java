package io.anabranch.server.wiring;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.azure.AzureBlockstore;
import io.anabranch.blockstore.gs.GsBlockstore;
import io.anabranch.blockstore.http.HttpBlockstore;
import io.anabranch.blockstore.lakefs.LakefsBlockstore;
import io.anabranch.blockstore.lakefs.LakefsSettings;
import io.anabranch.blockstore.layer.LayerTime;
import io.anabranch.blockstore.layer.failover.FailoverBlockstore;
import io.anabranch.blockstore.layer.health.StoreObservation;
import io.anabranch.blockstore.layer.metering.MeteredBlockstore;
import io.anabranch.blockstore.layer.metering.MeteringSettings;
import io.anabranch.blockstore.local.LocalBlockstore;
import io.anabranch.blockstore.local.LocalSettings;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.anabranch.blockstore.s3.S3Blockstore;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.GsStoreSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.LakefsStoreSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.MemoryStoreSettings;
import io.anabranch.server.config.PluginStoreSettings;
import io.anabranch.server.config.S3StoreSettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreStart;
import io.anabranch.server.stores.StoreEntry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

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
  OpenedStore open(StoreEntry entry) {
    StoreDefinition store = entry.definition();
    OpenedStore opened = adapter(store, Reach.of(entry));
    Blockstore metered =
        new MeteredBlockstore(
            opened.blockstore(),
            new MeteringSettings(store.id(), MeteringSettings.Stage.CALL),
            registry);
    return new OpenedStore(metered, opened.condition());
  }

  private OpenedStore adapter(StoreDefinition store, Reach reach) {
    return switch (store.settings()) {
      case LocalStoreSettings local -> nearby(openLocal(store, local, reach));
      case MemoryStoreSettings mem -> nearby(new MemoryBlockstore(mem.capacityBytes(), clock));
      case S3StoreSettings s3 ->
          remote(
              store,
              reach,
              connections -> openS3(s3, connections),
              S3Definitions.findBucket(store),
              BlockstoreFactory::requireBucket);
      case GsStoreSettings gs ->
          remote(
              store,
              reach,
              connections -> GsBlockstore.open(GsDefinitions.settings(gs, connections), clock),
              GsDefinitions.findBucket(store),
              GsBlockstore::requireBucket);
      case AzureStoreSettings azure ->
          remote(
              store,
              reach,
              _ -> AzureBlockstore.open(AzureDefinitions.settings(azure), clock),
              AzureDefinitions.findContainer(store, azure),
              AzureBlockstore::requireContainer);
      case HttpStoreSettings http ->
          remote(
              store,
              reach,
              connections ->
                  HttpBlockstore.open(
                      HttpDefinitions.settings(http, reach.outgoing(http, connections)), clock),
              Optional.of(""),
              (_, _) -> {});
      case LakefsStoreSettings lakefs ->
          remote(
              store,
              reach,
              connections -> openLakefs(lakefs, reach.outgoing(lakefs, connections)),
              Optional.of(""),
              (_, _) -> {});
      case PluginStoreSettings plugin ->
          remote(
              store,
              reach,
              connections -> Plugins.open(store, plugin, connections, clock),
              Optional.empty(),
              (_, _) -> {});
    };
  }

  /** On this machine: nothing there is busy for a moment, so it is only watched. */
  private OpenedStore nearby(Blockstore adapter) {
    StoreObservation observation = new StoreObservation(LayerTime.SYSTEM, clock);
    return new OpenedStore(
        new MeteredBlockstore(adapter, observation),
        () -> observation.condition(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /**
   * @param reach where the store may be
   * @param adapters makes the adapter, for so many connections at once
   * @param bucket to ask for at an eager start; without one there is nothing to ask for
   * @param requirement fails when the store has no such bucket
   */
  private <B extends Blockstore> OpenedStore remote(
      StoreDefinition store,
      Reach reach,
      IntFunction<B> adapters,
      Optional<String> bucket,
      BiConsumer<B, String> requirement) {
    RemoteLayers layers = new RemoteLayers(store, registry, clock);
    IntFunction<B> opening =
        connections -> {
          reach.require(store);
          return adapters.apply(connections);
        };
    if (store.start() == StoreStart.LAZY) {
      return layers.over(new DeferredBlockstore(() -> opening.apply(layers.connections())));
    }
    B adapter = opening.apply(layers.connections());
    OpenedStore opened = layers.over(adapter);
    try {
      bucket.ifPresent(
          name -> {
            // With patience first; what is not there lists as empty, though.
            if (adapter.capabilities().listable()) {
              opened.blockstore().list(ListRequest.of(name, "").withLimit(1));
            }
            requirement.accept(adapter, name);
          });
      return opened;
    } catch (BlockstoreException e) {
      opened.blockstore().close();
      throw e;
    }
  }

  private FailoverBlockstore<S3Blockstore> openS3(S3StoreSettings s3, int connections) {
    List<S3Blockstore> ways =
        S3Definitions.settings(s3, connections).stream()
            .map(settings -> S3Blockstore.open(settings, clock))
            .toList();
    return new FailoverBlockstore<>(ways);
  }

  private LakefsBlockstore openLakefs(LakefsStoreSettings lakefs, OutgoingSettings outgoing) {
    return LakefsBlockstore.open(
        new LakefsSettings(
            lakefs.endpoint(), lakefs.accessKeyId(), lakefs.secretAccessKey().reveal(), outgoing),
        clock);
  }

  private static void requireBucket(FailoverBlockstore<S3Blockstore> store, String bucket) {
    store.using(
        way -> {
          way.requireBucket(bucket);
          return bucket;
        });
  }

  private static Blockstore openLocal(
      StoreDefinition store, LocalStoreSettings local, Reach reach) {
    LocalSettings settings =
        new LocalSettings(local.path(), local.syncWrites(), local.allowedExternalPrefixes());
    return store.start() == StoreStart.EAGER
        ? LocalBlockstore.open(settings)
        : new DeferredBlockstore(
            () -> {
              reach.require(store);
              return LocalBlockstore.open(settings);
            });
  }
}
