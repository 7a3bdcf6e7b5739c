package io.anabranch.server.accounts;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.CredentialsWithSecret;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.constraints.Min;

/** Access keys of users: operations of the tag {@code auth}. */
@Controller("/api/v1/auth/users/{userId}/credentials")
@ExecuteOn(TaskExecutors.BLOCKING)
class CredentialsController {

  private final Accounts accounts;
  private final CredentialTable credentials;
  private final NewKeys keys;
  private final AccessChanges changes;

  CredentialsController(
      Accounts accounts, CredentialTable credentials, NewKeys keys, AccessChanges changes) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.keys = keys;
    this.changes = changes;
  }

  @Get
  @Permission(action = Action.LIST_CREDENTIALS, on = On.USER)
  Results<CredentialsBody> listUserCredentials(
      String userId,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    String id = accounts.user(userId).username();
    return Results.of(
        Page.read(amount, limit -> credentials.list(id, prefix, after, limit)),
        CredentialTable.Credential::accessKeyId,
        CredentialsBody::of);
  }

  /** The only answer that ever holds the secret. */
  @Post
  @Permission(action = Action.CREATE_CREDENTIALS, on = On.USER)
  @Status(HttpStatus.CREATED)
  CredentialsWithSecret createCredentials(String userId) {
    NewKeys.NewKey made = keys.make(userId, null, null);
    var credential = made.credential();
    return new CredentialsWithSecret(
        credential.accessKeyId(), made.secret(), credential.creationDate().getEpochSecond());
  }

  @Get("/{accessKeyId}")
  @Permission(action = Action.READ_CREDENTIALS, on = On.USER)
  CredentialsBody getCredentials(String userId, String accessKeyId) {
    return credentials
        .find(accessKeyId)
        .filter(credential -> credential.username().equals(userId))
        .map(CredentialsBody::of)
        .orElseThrow(() -> notFound(userId, accessKeyId));
  }

  @Delete("/{accessKeyId}")
  @Permission(action = Action.DELETE_CREDENTIALS, on = On.USER)
  @Status(HttpStatus.NO_CONTENT)
  void deleteCredentials(String userId, String accessKeyId) {
    changes.require(() -> credentials.delete(userId, accessKeyId), notFound(userId, accessKeyId));
  }

  private static FailureException notFound(String userId, String accessKeyId) {
    return new FailureException(
        new Failure.NotFound("user '%s' has no access key '%s'".formatted(userId, accessKeyId)));
  }
}
