package io.anabranch.server.stores;

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
  StoreHealthBody getStoreHealth(@PathVariable("storage_id") String storageId) {
    return StoreHealthBody.of(stores.map().getNamed(storageId));
  }
}
