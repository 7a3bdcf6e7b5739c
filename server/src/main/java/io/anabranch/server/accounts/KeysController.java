package io.anabranch.server.accounts;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.versioning.listing.Page;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Access keys with what lakeFS does not know of them: operations of our own. */
@Controller("/api/anabranch/v1/auth/users/{userId}/keys")
@ExecuteOn(TaskExecutors.BLOCKING)
class KeysController {

  private static final int MAX_DESCRIPTION = 1000;

  /** The year 9999 has ended. */
  private static final long MAX_DATE = 253_402_300_800L;

  private final Accounts accounts;
  private final CredentialTable credentials;
  private final NewKeys keys;
  private final InstantSource clock;

  KeysController(
      Accounts accounts, CredentialTable credentials, NewKeys keys, InstantSource clock) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.keys = keys;
    this.clock = clock;
  }

  @Get
  @Permission(action = Action.LIST_CREDENTIALS, on = On.USER)
  Results<KeyBody> listKeys(
      String userId,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    String id = accounts.user(userId).username();
    return Results.of(
        Page.read(amount, limit -> credentials.list(id, prefix, after, limit)),
        CredentialTable.Credential::accessKeyId,
        KeyBody::of);
  }

  /** The only answer that ever holds the secret. */
  @Post
  @Permission(action = Action.CREATE_CREDENTIALS, on = On.USER)
  @Status(HttpStatus.CREATED)
  KeyBody createKey(String userId, @Valid @Body KeyCreation creation) {
    NewKeys.NewKey made =
        keys.make(userId, description(creation.description()), expires(creation.expirationDate()));
    return KeyBody.of(made.credential(), made.secret());
  }

  private static @Nullable String description(@Nullable String description) {
    if (description != null
        && (description.length() > MAX_DESCRIPTION || description.indexOf('\0') >= 0)) {
      throw AccountNames.invalid(
          "description: has at most %d characters, and no NUL".formatted(MAX_DESCRIPTION));
    }
    return description;
  }

  private @Nullable Instant expires(@Nullable Long seconds) {
    if (seconds == null) {
      return null;
    }
    if (seconds <= clock.instant().getEpochSecond() || seconds >= MAX_DATE) {
      throw AccountNames.invalid("expiration_date: is in seconds since 1970, and still to come");
    }
    return Instant.ofEpochSecond(seconds);
  }
}
