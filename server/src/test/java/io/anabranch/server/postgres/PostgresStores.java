package io.anabranch.server.postgres;

import io.anabranch.versioning.contract.Stores;
import io.anabranch.versioning.model.Repository;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The adapters of the engine's ports over a database that a test class has for itself. */
final class PostgresStores implements Stores, BeforeAllCallback, AfterAllCallback {

  private record Opened(
      MigratedDatabase migrated,
      PostgresRefStore refs,
      PostgresRefHistory history,
      PostgresCommitStore commits,
      PostgresStagingStore staging) {

    static Opened over(MigratedDatabase migrated) {
      Database database = migrated.database();
      return new Opened(
          migrated,
          new PostgresRefStore(database),
          new PostgresRefHistory(database),
          new PostgresCommitStore(database),
          new PostgresStagingStore(database));
    }
  }

  @SuppressWarnings("NullAway.Init") // between beforeAll and afterAll
  private Opened opened;

  @Override
  public void beforeAll(ExtensionContext context) {
    opened = Opened.over(new MigratedDatabase());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    opened.migrated.close();
  }

  @Override
  public PostgresRefStore refs() {
    return opened.refs;
  }

  @Override
  public PostgresRefHistory history() {
    return opened.history;
  }

  @Override
  public PostgresCommitStore commits() {
    return opened.commits;
  }

  @Override
  public PostgresStagingStore staging() {
    return opened.staging;
  }

  MigratedDatabase migrated() {
    return opened.migrated;
  }

  @Override
  public Repository newRepository() {
    return new RepositoryTable(opened.migrated.database())
        .createBare(MigratedDatabase.newRepository("contract"), "someone")
        .orElseThrow();
  }
}
