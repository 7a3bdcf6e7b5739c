package io.anabranch.server.wiring;

import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.QuotaTable;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.stores.Stores;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Quotas over the database. */
@Factory
final class QuotaFactory {

  @Singleton
  QuotaTable quotaTable(Database database) {
    return new QuotaTable(database);
  }

  @Singleton
  Quotas quotas(QuotaTable table, Stores stores) {
    return new Quotas(table::charge, stores);
  }
}
