package io.anabranch.server.accounts;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.postgres.PolicyTable;
import io.anabranch.versioning.listing.Page;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Policies: operations of the tag {@code auth}. */
@Controller("/api/v1/auth/policies")
@ExecuteOn(TaskExecutors.BLOCKING)
class PoliciesController {

  private final Accounts accounts;
  private final PolicyTable policies;
  private final AccessChanges changes;
  private final InstantSource clock;

  PoliciesController(
      Accounts accounts, PolicyTable policies, AccessChanges changes, InstantSource clock) {
    this.accounts = accounts;
    this.policies = policies;
    this.changes = changes;
    this.clock = clock;
  }

  @Get
  @Permission(action = Action.LIST_POLICIES, on = On.EVERYTHING)
  Results<PolicyBody> listPolicies(
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    return Results.of(
        Page.read(amount, limit -> policies.list(prefix, after, limit)),
        PolicyTable.Policy::id,
        PolicyBody::of);
  }

  @Post
  @PermissionByController
  @Status(HttpStatus.CREATED)
  PolicyBody createPolicy(Caller caller, @Valid @Body PolicyBody policy) {
    String id = AccountNames.require(Accounts.POLICY, policy.id());
    caller.require(Action.CREATE_POLICY, Resource.policy(id));
    var made = policy.checked(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    if (!policies.create(made)) {
      throw AccountNames.alreadyExists(Accounts.POLICY, id);
    }
    return PolicyBody.of(made);
  }

  @Get("/{policyId}")
  @Permission(action = Action.READ_POLICY, on = On.POLICY)
  PolicyBody getPolicy(String policyId) {
    return PolicyBody.of(accounts.policy(policyId));
  }

  @Put("/{policyId}")
  @Permission(action = Action.UPDATE_POLICY, on = On.POLICY)
  PolicyBody updatePolicy(String policyId, @Valid @Body PolicyBody policy) {
    if (!policy.id().equals(policyId)) {
      throw AccountNames.invalid(
          "id: is '%s' in the body and '%s' in the path".formatted(policy.id(), policyId));
    }
    requireChangeable(policyId);
    var next = policy.checked(accounts.policy(policyId).creationDate());
    changes.require(
        () -> policies.update(policyId, next.statements()),
        AccountNames.notFound(Accounts.POLICY, policyId));
    return PolicyBody.of(next);
  }

  @Delete("/{policyId}")
  @Permission(action = Action.DELETE_POLICY, on = On.POLICY)
  @Status(HttpStatus.NO_CONTENT)
  void deletePolicy(String policyId) {
    requireChangeable(policyId);
    changes.require(
        () -> policies.delete(policyId), AccountNames.notFound(Accounts.POLICY, policyId));
  }

  private static void requireChangeable(String policyId) {
    if (policyId.equals(PolicyTable.ADMINISTRATION)) {
      throw AccountNames.invalid(
          "policy '%s' stays as it is, so that there is always an administrator"
              .formatted(PolicyTable.ADMINISTRATION));
    }
  }
}
