package io.anabranch.server.accounts;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.PermissionByController;
import io.anabranch.server.auth.User;
import io.anabranch.server.auth.UserBody;
import io.anabranch.server.postgres.GroupTable;
import io.anabranch.server.postgres.UserTable;
import io.anabranch.versioning.listing.Page;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Users: operations of the tag {@code auth}. */
@Controller("/api/v1/auth/users")
@ExecuteOn(TaskExecutors.BLOCKING)
class UsersController {

  private final Accounts accounts;
  private final UserTable users;
  private final GroupTable groups;
  private final AccessChanges changes;
  private final InstantSource clock;

  UsersController(
      Accounts accounts,
      UserTable users,
      GroupTable groups,
      AccessChanges changes,
      InstantSource clock) {
    this.accounts = accounts;
    this.users = users;
    this.groups = groups;
    this.changes = changes;
    this.clock = clock;
  }

  @Get
  @Permission(action = Action.LIST_USERS, on = On.EVERYTHING)
  Results<UserBody> listUsers(
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    return Results.of(
        Page.read(amount, limit -> users.list(prefix, after, limit)),
        UserTable.User::username,
        UsersController::body);
  }

  @Post
  @PermissionByController
  @Status(HttpStatus.CREATED)
  UserBody createUser(Caller caller, @Valid @Body @Nullable UserCreation creation) {
    String id = AccountNames.require(Accounts.USER, creation == null ? null : creation.id());
    caller.require(Action.CREATE_USER, Resource.user(id));
    var user = new UserTable.User(id, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    if (!users.create(user)) {
      throw AccountNames.alreadyExists(Accounts.USER, id);
    }
    return body(user);
  }

  /** Everybody may look at themselves. */
  @Get("/{userId}")
  @PermissionByController
  UserBody getUser(Caller caller, String userId) {
    if (!caller.user().id().equals(userId)) {
      caller.require(Action.READ_USER, Resource.user(userId));
    }
    return body(accounts.user(userId));
  }

  @Delete("/{userId}")
  @Permission(action = Action.DELETE_USER, on = On.USER)
  @Status(HttpStatus.NO_CONTENT)
  void deleteUser(User user, String userId) {
    if (user.id().equals(userId)) {
      throw AccountNames.invalid("nobody can delete themselves: have another administrator do it");
    }
    changes.require(() -> users.delete(userId), AccountNames.notFound(Accounts.USER, userId));
  }

  @Get("/{userId}/groups")
  @Permission(action = Action.READ_USER, on = On.USER)
  Results<GroupBody> listUserGroups(
      String userId,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    String id = accounts.user(userId).username();
    return Results.of(
        Page.read(amount, limit -> groups.listOf(id, prefix, after, limit)),
        GroupTable.Group::id,
        GroupBody::of);
  }

  static UserBody body(UserTable.User user) {
    return UserBody.of(User.of(user));
  }
}
