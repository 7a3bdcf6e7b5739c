package io.anabranch.versioning.memory;

import io.anabranch.versioning.contract.CommitStoreContract;
import io.anabranch.versioning.contract.Stores;

class MemoryCommitStoreTest extends CommitStoreContract {

  private final Stores stores = new MemoryContractStores();

  @Override
  protected Stores stores() {
    return stores;
  }
}
