package io.anabranch.server.stores;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.PermissionByController;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;

/** Tells operators how stores fare: an operation of our own, tag {@code stores}. */
@Controller("/api/anabranch/v1/stores")
class StoreHealthController {

  private final Stores stores;

  StoreHealthController(Stores stores) {
    this.stores = stores;
  }

  /** From memory: asks neither the store nor the database. */
  @Get("/{storage_id}/health")
  @PermissionByController
  StoreHealthBody getStoreHealth(Caller caller, @PathVariable("storage_id") String storageId) {
    caller.require(Action.READ_STORE_HEALTH, Resource.store(stores.map().actualName(storageId)));
    return StoreHealthBody.of(stores.map().getNamed(storageId));
  }
}
