package io.anabranch.versioning.memory;

import io.anabranch.versioning.contract.Stores;
import io.anabranch.versioning.model.Repository;
import java.time.InstantSource;

/** The fake is held to what the adapters are held to. */
final class MemoryContractStores implements Stores {

  private final MemoryStores stores;

  MemoryContractStores() {
    this(InstantSource.system());
  }

  MemoryContractStores(InstantSource clock) {
    this.stores = new MemoryStores(clock);
  }

  @Override
  public MemoryStores refs() {
    return stores;
  }

  @Override
  public MemoryStores history() {
    return stores;
  }

  @Override
  public MemoryStores commits() {
    return stores;
  }

  @Override
  public MemoryStores staging() {
    return stores;
  }

  @Override
  public Repository newRepository() {
    return Repositories.next();
  }
}
