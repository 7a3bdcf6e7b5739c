package io.anabranch.server.accounts;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.auth.UserBody;
import io.anabranch.server.postgres.GroupTable;
import io.anabranch.server.postgres.UserTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
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
import org.jspecify.annotations.Nullable;

/** Groups and their members: operations of the tag {@code auth}. */
@Controller("/api/v1/auth/groups")
@ExecuteOn(TaskExecutors.BLOCKING)
class GroupsController {

  private static final int MAX_DESCRIPTION = 1000;

  private final Accounts accounts;
  private final GroupTable groups;
  private final AccessChanges changes;
  private final InstantSource clock;

  GroupsController(
      Accounts accounts, GroupTable groups, AccessChanges changes, InstantSource clock) {
    this.accounts = accounts;
    this.groups = groups;
    this.changes = changes;
    this.clock = clock;
  }

  @Get
  @Permission(action = Action.LIST_GROUPS, on = On.EVERYTHING)
  Results<GroupBody> listGroups(
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    return Results.of(
        Page.read(amount, limit -> groups.list(prefix, after, limit)),
        GroupTable.Group::id,
        GroupBody::of);
  }

  @Post
  @PermissionByController
  @Status(HttpStatus.CREATED)
  GroupBody createGroup(Caller caller, @Valid @Body @Nullable GroupCreation creation) {
    String id = AccountNames.require(Accounts.GROUP, creation == null ? null : creation.id());
    caller.require(Action.CREATE_GROUP, Resource.group(id));
    String description = creation == null ? null : creation.description();
    if (description != null && description.length() > MAX_DESCRIPTION) {
      throw AccountNames.invalid(
          "description: has at most %d characters".formatted(MAX_DESCRIPTION));
    }
    var group =
        new GroupTable.Group(id, description, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    if (!groups.create(group)) {
      throw AccountNames.alreadyExists(Accounts.GROUP, id);
    }
    return GroupBody.of(group);
  }

  @Get("/{groupId}")
  @Permission(action = Action.READ_GROUP, on = On.GROUP)
  GroupBody getGroup(String groupId) {
    return GroupBody.of(accounts.group(groupId));
  }

  @Delete("/{groupId}")
  @Permission(action = Action.DELETE_GROUP, on = On.GROUP)
  @Status(HttpStatus.NO_CONTENT)
  void deleteGroup(String groupId) {
    changes.require(() -> groups.delete(groupId), AccountNames.notFound(Accounts.GROUP, groupId));
  }

  @Get("/{groupId}/members")
  @Permission(action = Action.READ_GROUP, on = On.GROUP)
  Results<UserBody> listGroupMembers(
      String groupId,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    String id = accounts.group(groupId).id();
    return Results.of(
        Page.read(amount, limit -> groups.members(id, prefix, after, limit)),
        UserTable.User::username,
        UsersController::body);
  }

  @Put("/{groupId}/members/{userId}")
  @Permission(action = Action.ADD_GROUP_MEMBER, on = On.GROUP)
  @Status(HttpStatus.CREATED)
  void addGroupMembership(String groupId, String userId) {
    String group = accounts.group(groupId).id();
    String user = accounts.user(userId).username();
    changes.ensure(
        () -> groups.addMember(group, user), AccountNames.notFound(Accounts.USER, userId));
  }

  @Delete("/{groupId}/members/{userId}")
  @Permission(action = Action.REMOVE_GROUP_MEMBER, on = On.GROUP)
  @Status(HttpStatus.NO_CONTENT)
  void deleteGroupMembership(String groupId, String userId) {
    changes.require(
        () -> groups.removeMember(groupId, userId),
        new FailureException(
            new Failure.NotFound("user '%s' is not in group '%s'".formatted(userId, groupId))));
  }
}
