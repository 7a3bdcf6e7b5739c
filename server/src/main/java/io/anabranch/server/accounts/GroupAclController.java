package io.anabranch.server.accounts;

import io.anabranch.server.access.Action;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.postgres.PolicyTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;

/** Levels of permission of groups, for older clients: operations of the tag {@code auth}. */
@Controller("/api/v1/auth/groups/{groupId}/acl")
@ExecuteOn(TaskExecutors.BLOCKING)
class GroupAclController {

  /** A group has other policies than any level. */
  static final class NoLevelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoLevelException(String group) {
      super(
          "group '%s' has other policies than a level of permission has: list them"
              .formatted(group));
    }
  }

  private final Accounts accounts;
  private final PolicyTable policies;
  private final AccessChanges changes;

  GroupAclController(Accounts accounts, PolicyTable policies, AccessChanges changes) {
    this.accounts = accounts;
    this.policies = policies;
    this.changes = changes;
  }

  @Get
  @Permission(action = Action.READ_GROUP, on = On.GROUP)
  AclBody getGroupACL(String groupId) {
    String id = accounts.group(groupId).id();
    return AclLevel.of(policies.idsOfGroup(id))
        .map(level -> new AclBody(level.text()))
        .orElseThrow(() -> new NoLevelException(id));
  }

  /** Clients tell by its body that the group is there. */
  @Error
  HttpResponse<NoAclBody> noLevel(NoLevelException e) {
    return HttpResponse.notFound(new NoAclBody(String.valueOf(e.getMessage()), true));
  }

  /** The policies of the level take the place of all that the group has. */
  @Post
  @Permission(action = Action.ATTACH_POLICY, on = On.GROUP)
  @Permission(action = Action.DETACH_POLICY, on = On.GROUP)
  @Status(HttpStatus.CREATED)
  void setGroupACL(String groupId, @Valid @Body AclBody acl) {
    String id = accounts.group(groupId).id();
    AclLevel level =
        AclLevel.find(acl.permission())
            .orElseThrow(
                () ->
                    AccountNames.invalid(
                        "permission: must be one of %s, not '%s'"
                            .formatted(AclLevel.names(), acl.permission())));
    changes.require(
        () -> policies.exchange(id, level.policies()),
        new FailureException(
            new Failure.NotFound(
                "not all of the policies %s are there: create them again"
                    .formatted(level.policies()))));
  }
}
