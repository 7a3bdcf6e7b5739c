package io.anabranch.server.accounts;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.postgres.PolicyTable;
import io.anabranch.server.postgres.PolicyTable.Holder;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.constraints.Min;

/** Policies that a user has: operations of the tag {@code auth}. */
@Controller("/api/v1/auth/users/{userId}/policies")
@ExecuteOn(TaskExecutors.BLOCKING)
class UserPoliciesController {

  private final Accounts accounts;
  private final PolicyTable policies;
  private final AccessChanges changes;

  UserPoliciesController(Accounts accounts, PolicyTable policies, AccessChanges changes) {
    this.accounts = accounts;
    this.policies = policies;
    this.changes = changes;
  }

  @Get
  @Permission(action = Action.READ_USER, on = On.USER)
  Results<PolicyBody> listUserPolicies(
      String userId,
      @QueryValue(defaultValue = "false") boolean effective,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    String id = accounts.user(userId).username();
    return Results.of(
        Page.read(
            amount,
            limit ->
                effective
                    ? policies.listEffective(id, prefix, after, limit)
                    : policies.listOf(Holder.USER, id, prefix, after, limit)),
        PolicyTable.Policy::id,
        PolicyBody::of);
  }

  @Put("/{policyId}")
  @Permission(action = Action.ATTACH_POLICY, on = On.USER)
  @Status(HttpStatus.CREATED)
  void attachPolicyToUser(String userId, String policyId) {
    String id = accounts.user(userId).username();
    String policy = accounts.policy(policyId).id();
    changes.ensure(
        () -> policies.attach(Holder.USER, id, policy),
        AccountNames.notFound(Accounts.POLICY, policyId));
  }

  @Delete("/{policyId}")
  @Permission(action = Action.DETACH_POLICY, on = On.USER)
  @Status(HttpStatus.NO_CONTENT)
  void detachPolicyFromUser(String userId, String policyId) {
    changes.require(
        () -> policies.detach(Holder.USER, userId, policyId),
        new FailureException(
            new Failure.NotFound(
                "policy '%s' is not attached to user '%s'".formatted(policyId, userId))));
  }
}
