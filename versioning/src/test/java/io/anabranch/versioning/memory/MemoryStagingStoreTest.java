package io.anabranch.versioning.memory;

import io.anabranch.versioning.contract.StagingStoreContract;
import io.anabranch.versioning.contract.Stores;

class MemoryStagingStoreTest extends StagingStoreContract {

  private final Stores stores = new MemoryContractStores();

  @Override
  protected Stores stores() {
    return stores;
  }
}
