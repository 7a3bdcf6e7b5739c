package io.anabranch.server.quotas;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.postgres.QuotaTable;
import io.anabranch.server.postgres.QuotaTable.Limits;
import io.anabranch.server.postgres.QuotaTable.Owner;
import io.anabranch.server.postgres.QuotaTable.Quota;
import io.anabranch.server.postgres.QuotaTable.Scope;
import io.anabranch.server.stores.Stores;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.Optional;

/** The operations of the tag {@code quotas}. */
@Controller("/api/anabranch/v1/quotas")
@ExecuteOn(TaskExecutors.BLOCKING)
class QuotasController {

  private static final int LONGEST_NAME = 256;

  private final QuotaTable table;
  private final Quotas quotas;
  private final RepositoryLookup repositories;
  private final Stores stores;

  QuotasController(QuotaTable table, Quotas quotas, RepositoryLookup repositories, Stores stores) {
    this.table = table;
    this.quotas = quotas;
    this.repositories = repositories;
    this.stores = stores;
  }

  @Get
  @Permission(action = Action.LIST_QUOTAS, on = On.EVERYTHING)
  Results<QuotaBody> listQuotas(
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    int slash = after.indexOf('/');
    String scope = slash < 0 ? after : after.substring(0, slash);
    String name = slash < 0 ? "" : after.substring(slash + 1);
    return Results.of(
        Page.read(amount, limit -> table.list(scope, name, limit)),
        quota -> quota.owner().scope().text() + "/" + quota.owner().name(),
        QuotaBody::of);
  }

  @Get("/{scope}/{name}")
  @Permission(action = Action.READ_QUOTA, on = On.QUOTA)
  QuotaBody getQuota(String scope, String name) {
    Owner owner = owner(scope, name);
    return QuotaBody.of(table.find(owner).orElseThrow(() -> missing(owner)));
  }

  /** In force on this server with the answer, and within a second on all others. */
  @Put("/{scope}/{name}")
  @Permission(action = Action.SET_QUOTA, on = On.QUOTA)
  QuotaBody setQuota(String scope, String name, @Valid @Body QuotaInput input) {
    Owner owner = owner(scope, name);
    requireExisting(owner);
    var limits =
        new Limits(
            Optional.ofNullable(input.bytes()),
            Optional.ofNullable(input.objects()),
            Optional.ofNullable(input.requestsPerSecond()));
    if (!limits.countsStorage() && limits.requestsPerSecond().isEmpty()) {
      throw new FailureException(
          new Failure.Invalid(
              "a quota limits bytes, objects or requests_per_second: give one, or delete it"));
    }
    Quota set =
        table.set(
            owner,
            limits,
            Optional.ofNullable(input.usedBytes()),
            Optional.ofNullable(input.usedObjects()));
    quotas.refresh(table);
    return QuotaBody.of(set);
  }

  @Delete("/{scope}/{name}")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.DELETE_QUOTA, on = On.QUOTA)
  void deleteQuota(String scope, String name) {
    Owner owner = owner(scope, name);
    if (!table.delete(owner)) {
      throw missing(owner);
    }
    quotas.refresh(table);
  }

  private Owner owner(String scope, String name) {
    Scope known =
        Arrays.stream(Scope.values())
            .filter(one -> one.text().equals(scope))
            .findFirst()
            .orElseThrow(
                () ->
                    new FailureException(
                        new Failure.Invalid(
                            "scope must be user, repository or store, not '" + scope + "'")));
    if (name.length() > LONGEST_NAME) {
      throw new FailureException(
          new Failure.Invalid("name: has more than %d characters".formatted(LONGEST_NAME)));
    }
    return new Owner(known, known == Scope.STORE ? stores.map().actualId(name) : name);
  }

  /** A user may be known elsewhere only, and come later. */
  private void requireExisting(Owner owner) {
    switch (owner.scope()) {
      case USER -> {}
      case REPOSITORY -> {
        var _ = repositories.get(owner.name());
      }
      case STORE -> {
        if (stores.map().find(owner.name()).isEmpty()) {
          throw new FailureException(
              new Failure.NotFound("there is no store '%s'".formatted(owner.name())));
        }
      }
    }
  }

  private static FailureException missing(Owner owner) {
    return new FailureException(new Failure.NotFound("there is no quota for " + owner));
  }
}
