package io.anabranch.server.quotas;

import io.anabranch.server.postgres.QuotaTable.Quota;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** A quota and what is used of it. What is null is not limited. */
@Serdeable(naming = SnakeCaseStrategy.class)
record QuotaBody(
    String scope,
    String name,
    @Nullable Long bytes,
    @Nullable Long objects,
    @Nullable Integer requestsPerSecond,
    long usedBytes,
    long usedObjects) {

  static QuotaBody of(Quota quota) {
    return new QuotaBody(
        quota.owner().scope().text(),
        quota.owner().name(),
        quota.limits().bytes().orElse(null),
        quota.limits().objects().orElse(null),
        quota.limits().requestsPerSecond().orElse(null),
        quota.used().bytes(),
        quota.used().objects());
  }
}
