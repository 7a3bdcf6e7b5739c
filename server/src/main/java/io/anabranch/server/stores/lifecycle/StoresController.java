package io.anabranch.server.stores.lifecycle;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.server.stores.Stores;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations of our own, tag {@code stores}: which there are, and how they become others. */
@Controller("/api/anabranch/v1/stores")
@ExecuteOn(TaskExecutors.BLOCKING)
class StoresController {

  private final Stores stores;
  private final StoreChanges changes;
  private final StoreProbe probe;
  private final RepositoryTable repositories;
  private final JsonMapper json;

  StoresController(
      Stores stores,
      StoreChanges changes,
      StoreProbe probe,
      RepositoryTable repositories,
      JsonMapper json) {
    this.stores = stores;
    this.changes = changes;
    this.probe = probe;
    this.repositories = repositories;
    this.json = json;
  }

  @Get
  @Permission(action = Action.LIST_STORES, on = On.EVERYTHING)
  StoreListBody listStores() {
    StoreMap map = stores.map();
    Map<String, Long> counts = repositories.countByStore();
    return new StoreListBody(
        map.version(),
        map.checksum(),
        map.stores().stream().map(store -> body(store, map, counts)).toList());
  }

  @Get("/{storage_id}")
  @PermissionByController
  StoreBody getStore(Caller caller, @PathVariable("storage_id") String storageId) {
    require(caller, Action.READ_STORE, storageId);
    return body(stores.map().getNamed(storageId));
  }

  @Post
  @Status(HttpStatus.CREATED)
  @PermissionByController
  StoreBody attachStore(Caller caller, @Body JsonNode definition) {
    JsonNode id = requireObject(definition).get("id");
    String wanted = id != null && id.isString() ? id.getStringValue() : "";
    caller.require(Action.ATTACH_STORE, Resource.store(wanted));
    return body(changes.attach(write(definition)));
  }

  @Patch("/{storage_id}")
  @PermissionByController
  StoreBody updateStore(
      Caller caller, @PathVariable("storage_id") String storageId, @Body JsonNode patch) {
    require(caller, Action.UPDATE_STORE, storageId);
    requireObject(patch);
    return body(
        changes.update(
            stores.map().actualId(storageId),
            before -> write(MergePatch.apply(read(before), patch))));
  }

  @Delete("/{storage_id}")
  @Status(HttpStatus.NO_CONTENT)
  @PermissionByController
  void detachStore(Caller caller, @PathVariable("storage_id") String storageId) {
    require(caller, Action.DETACH_STORE, storageId);
    changes.detach(stores.map().actualId(storageId));
  }

  @Post("/{storage_id}/refresh")
  @PermissionByController
  StoreBody refreshStore(Caller caller, @PathVariable("storage_id") String storageId) {
    require(caller, Action.REFRESH_STORE, storageId);
    return body(changes.refresh(stores.map().getNamed(storageId)));
  }

  @Post("/{storage_id}/check")
  @PermissionByController
  StoreCheckBody checkStore(
      Caller caller,
      @PathVariable("storage_id") String storageId,
      @Body @Nullable StoreCheckInput input) {
    require(caller, Action.CHECK_STORE, storageId);
    Store store = stores.map().getNamed(storageId);
    Optional<String> namespace =
        Optional.ofNullable(input).flatMap(given -> Optional.ofNullable(given.storageNamespace()));
    return StoreCheckBody.of(store.name(), probe.run(store, namespace));
  }

  private void require(Caller caller, Action action, String storageId) {
    caller.require(action, Resource.store(stores.map().actualName(storageId)));
  }

  private StoreBody body(Store store) {
    return body(store, stores.map(), repositories.countByStore());
  }

  /** Repositories without a storage id are on the default store. */
  private static StoreBody body(Store store, StoreMap map, Map<String, Long> counts) {
    long own =
        counts.entrySet().stream()
            .filter(count -> map.actualId(count.getKey()).equals(store.id()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return StoreBody.of(store, own);
  }

  private static JsonNode requireObject(JsonNode body) {
    if (!body.isObject()) {
      throw new FailureException(
          new Failure.Invalid("body: is no JSON object with the keys of a store"));
    }
    return body;
  }

  private JsonNode read(String text) {
    try {
      return json.readValue(text, JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String write(JsonNode node) {
    try {
      return json.writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
