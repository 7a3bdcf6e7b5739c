package io.anabranch.versioning.memory;

import io.anabranch.versioning.contract.RefStoreContract;
import io.anabranch.versioning.contract.Stores;

class MemoryRefStoreTest extends RefStoreContract {

  private final Stores stores = new MemoryContractStores();

  @Override
  protected Stores stores() {
    return stores;
  }
}
