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

/** Policies that a group has: operations of the tag {@code auth}. */
@Controller("/api/v1/auth/groups/{groupId}/policies")
@ExecuteOn(TaskExecutors.BLOCKING)
class GroupPoliciesController {

  private final Accounts accounts;
  private final PolicyTable policies;
  private final AccessChanges changes;

  GroupPoliciesController(Accounts accounts, PolicyTable policies, AccessChanges changes) {
    this.accounts = accounts;
    this.policies = policies;
    this.changes = changes;
  }

  @Get
  @Permission(action = Action.READ_GROUP, on = On.GROUP)
  Results<PolicyBody> listGroupPolicies(
      String groupId,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    String id = accounts.group(groupId).id();
    return Results.of(
        Page.read(amount, limit -> policies.listOf(Holder.GROUP, id, prefix, after, limit)),
        PolicyTable.Policy::id,
        PolicyBody::of);
  }

  @Put("/{policyId}")
  @Permission(action = Action.ATTACH_POLICY, on = On.GROUP)
  @Status(HttpStatus.CREATED)
  void attachPolicyToGroup(String groupId, String policyId) {
    String id = accounts.group(groupId).id();
    String policy = accounts.policy(policyId).id();
    changes.ensure(
        () -> policies.attach(Holder.GROUP, id, policy),
        AccountNames.notFound(Accounts.POLICY, policyId));
  }

  @Delete("/{policyId}")
  @Permission(action = Action.DETACH_POLICY, on = On.GROUP)
  @Status(HttpStatus.NO_CONTENT)
  void detachPolicyFromGroup(String groupId, String policyId) {
    changes.require(
        () -> policies.detach(Holder.GROUP, groupId, policyId),
        new FailureException(
            new Failure.NotFound(
                "policy '%s' is not attached to group '%s'".formatted(policyId, groupId))));
  }
}
