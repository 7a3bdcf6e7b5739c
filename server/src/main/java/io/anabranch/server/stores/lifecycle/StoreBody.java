package io.anabranch.server.stores.lifecycle;

import io.anabranch.blockstore.health.StoreCondition.Trouble;
import io.anabranch.blockstore.health.StoreHealth;
import io.anabranch.server.config.LocationFingerprint;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.stores.Store;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store as the API shows it: nothing of its credentials. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StoreBody(
    String storageId,
    @Nullable String alias,
    String description,
    String type,
    String origin,
    boolean readOnly,
    boolean backwardCompatible,
    @Nullable String defaultNamespacePrefix,
    String location,
    String locationFingerprint,
    long revision,
    long repositories,
    String state,
    List<String> reasons,
    @Nullable String lastTrouble,
    @Nullable Long lastTroubleTime) {

  /**
   * @param repositories how many there are on it
   */
  static StoreBody of(Store store, long repositories) {
    StoreDefinition definition = store.definition();
    StoreHealth health = store.health();
    Optional<Trouble> trouble = store.condition().get().lastTrouble();
    return new StoreBody(
        store.name(),
        definition.alias().orElse(null),
        definition.description(),
        definition.type().text(),
        store.entry().isAttached() ? "attached" : "configured",
        store.isReadOnly(),
        definition.backwardCompatible(),
        definition.defaultNamespacePrefix().orElse(null),
        definition.location(),
        LocationFingerprint.of(definition.location()),
        store.entry().revision(),
        repositories,
        health.state().name().toLowerCase(Locale.ROOT),
        health.reasons(),
        trouble.map(Trouble::message).orElse(null),
        trouble.map(Trouble::at).map(Instant::getEpochSecond).orElse(null));
  }
}
