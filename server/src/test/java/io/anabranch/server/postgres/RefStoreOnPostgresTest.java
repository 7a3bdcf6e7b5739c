package io.anabranch.server.postgres;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.contract.RefStoreContract;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.staging.StagingStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class RefStoreOnPostgresTest extends RefStoreContract {

  private static PostgresStores stores;

  @BeforeAll
  static void open() {
    stores = new PostgresStores();
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  @Override
  protected RefStore refs() {
    return stores.refs;
  }

  @Override
  protected CommitStore commits() {
    return stores.commits;
  }

  @Override
  protected StagingStore staging() {
    return stores.staging;
  }

  @Override
  protected Repository newRepository() {
    return stores.newRepository();
  }
}
