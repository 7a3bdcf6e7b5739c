package io.anabranch.server.stores;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.anabranch.server.access.Action;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.auth.Anonymous;
import io.anabranch.server.auth.AnyUser;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.stores.ConfigBody.CapabilitiesBody;
import io.anabranch.server.stores.ConfigBody.UiBody;
import io.anabranch.server.stores.ConfigBody.VersionBody;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Tells clients what this server is and which stores it has. */
@Controller("/api/v1")
class ConfigController {

  /** Unreleased builds of the field call themselves so; clients compare it. */
  private static final VersionBody VERSION = new VersionBody("dev", "lakeFS");

  /** Bytes that no entry refers to are left alone for a day. */
  private static final int GRACE_PERIOD_SECONDS = 86_400;

  private final Stores stores;
  private final Counter clientEvents;

  ConfigController(Stores stores, MeterRegistry registry) {
    this.stores = stores;
    this.clientEvents =
        Counter.builder("anabranch.client.events")
            .description("events that clients reported of themselves")
            .register(registry);
  }

  @Get("/config")
  @Permission(action = Action.READ_CONFIG, on = On.EVERYTHING)
  ConfigBody getConfig(PublicUrl server) {
    var map = stores.map();
    var all =
        map.stores().stream()
            .map(store -> StorageConfigBody.of(map, store, server.certain()))
            .toList();
    return new ConfigBody(
        VERSION,
        shown(map, server),
        map.single() ? List.of() : all,
        new UiBody(List.of()),
        new CapabilitiesBody(true));
  }

  /** The default store, else the first: clients of the field fail when there is none. */
  @Get("/config/storage")
  @Permission(action = Action.READ_CONFIG, on = On.EVERYTHING)
  StorageConfigBody getStorageConfig(PublicUrl server) {
    return shown(stores.map(), server);
  }

  private static StorageConfigBody shown(StoreMap map, PublicUrl server) {
    var shown = map.defaultStore().orElseGet(() -> map.stores().getFirst());
    return StorageConfigBody.of(map, shown, server.certain());
  }

  @Get("/config/version")
  @Permission(action = Action.READ_CONFIG, on = On.EVERYTHING)
  VersionBody getLakeFSVersion() {
    return VERSION;
  }

  @Get("/config/garbage-collection")
  @AnyUser
  GarbageCollectionConfig getGarbageCollectionConfig() {
    return new GarbageCollectionConfig(GRACE_PERIOD_SECONDS);
  }

  @Get("/healthcheck")
  @Anonymous
  @Status(HttpStatus.NO_CONTENT)
  void healthCheck() {}

  /** Accepted because clients send them unasked. They are counted, and passed on to nobody. */
  @Post("/statistics")
  @Status(HttpStatus.NO_CONTENT)
  @AnyUser
  void postStatsEvents(@Valid @Body StatsEventsList events) {
    clientEvents.increment(events.events().size());
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record GarbageCollectionConfig(int gracePeriod) {}

  @Serdeable
  record StatsEventsList(
      @NotNull @JsonProperty(value = "events", required = true)
          List<@NotNull @Valid StatsEvent> events) {}

  @Serdeable
  record StatsEvent(
      @NotEmpty @JsonProperty("class") String type, @NotNull String name, @NotNull Integer count) {}
}
