package io.anabranch.server.postgres;

import io.anabranch.versioning.contract.StagingStoreContract;
import io.anabranch.versioning.contract.Stores;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StagingStoreOnPostgresTest extends StagingStoreContract {

  @RegisterExtension private static final PostgresStores STORES = new PostgresStores();

  @Override
  protected Stores stores() {
    return STORES;
  }
}
