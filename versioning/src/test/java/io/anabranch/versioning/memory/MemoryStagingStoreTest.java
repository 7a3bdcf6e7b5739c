package io.anabranch.versioning.memory;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.contract.StagingStoreContract;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.staging.StagingStore;

/** The fake is held to what the adapters are held to. */
class MemoryStagingStoreTest extends StagingStoreContract {

  private final MemoryStores stores = new MemoryStores();

  @Override
  protected RefStore refs() {
    return stores;
  }

  @Override
  protected CommitStore commits() {
    return stores;
  }

  @Override
  protected StagingStore staging() {
    return stores;
  }

  @Override
  protected Repository newRepository() {
    return Repositories.next();
  }
}
