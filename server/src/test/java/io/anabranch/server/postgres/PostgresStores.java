package io.anabranch.server.postgres;

import io.anabranch.versioning.model.Repository;

/** The adapters of the engine's ports over a database of their own, for the contracts. */
final class PostgresStores implements AutoCloseable {

  private final MigratedDatabase migrated = new MigratedDatabase();
  final PostgresRefStore refs = new PostgresRefStore(migrated.database());
  final PostgresCommitStore commits = new PostgresCommitStore(migrated.database());
  final PostgresStagingStore staging = new PostgresStagingStore(migrated.database());

  Repository newRepository() {
    return new RepositoryTable(migrated.database())
        .createBare(MigratedDatabase.newRepository("contract"))
        .orElseThrow();
  }

  @Override
  public void close() {
    migrated.close();
  }
}
