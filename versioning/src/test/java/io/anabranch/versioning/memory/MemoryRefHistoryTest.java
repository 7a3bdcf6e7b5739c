package io.anabranch.versioning.memory;

import io.anabranch.versioning.contract.RefHistoryContract;
import io.anabranch.versioning.contract.Stores;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

class MemoryRefHistoryTest extends RefHistoryContract {

  private final AtomicLong looks = new AtomicLong();
  private final Stores stores = new MemoryContractStores(this::now);

  @Override
  protected Stores stores() {
    return stores;
  }

  @Override
  protected Instant now() {
    return Instant.EPOCH.plusSeconds(looks.incrementAndGet());
  }
}
