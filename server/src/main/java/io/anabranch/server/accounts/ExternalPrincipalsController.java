package io.anabranch.server.accounts;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.postgres.AccessOutcome;
import io.anabranch.server.postgres.PrincipalTable;
import io.anabranch.server.postgres.PrincipalTable.Principal;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Identities from elsewhere that sign on as users: operations of the tag {@code external}. */
@Controller("/api/v1/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
class ExternalPrincipalsController {

  private static final String PRINCIPALS = "/users/{userId}/external/principals";
  private static final int MAX_ID = 2048;
  private static final int MAX_SETTINGS = 50;
  private static final int MAX_SETTING = 1000;

  private final Accounts accounts;
  private final PrincipalTable principals;
  private final AccessChanges changes;

  ExternalPrincipalsController(
      Accounts accounts, PrincipalTable principals, AccessChanges changes) {
    this.accounts = accounts;
    this.principals = principals;
    this.changes = changes;
  }

  @Post(PRINCIPALS)
  @Permission(action = Action.CREATE_USER_EXTERNAL_PRINCIPAL, on = On.USER)
  @Status(HttpStatus.CREATED)
  void createUserExternalPrincipal(
      String userId,
      @QueryValue String principalId,
      @Valid @Body @Nullable PrincipalCreation creation) {
    requireId(principalId);
    Map<String, String> settings = settings(creation);
    String user = accounts.user(userId).username();
    AccessOutcome outcome =
        changes.make(() -> principals.create(new Principal(principalId, user, settings)));
    switch (outcome) {
      case MISSING -> throw AccountNames.notFound(Accounts.USER, userId);
      case NOTHING ->
          throw new FailureException(
              new Failure.AlreadyExists(
                  "external principal '%s' belongs to a user already: delete it there first"
                      .formatted(principalId)));
      case DONE, LAST_ADMINISTRATOR -> {}
    }
  }

  @Delete(PRINCIPALS)
  @Permission(action = Action.DELETE_USER_EXTERNAL_PRINCIPAL, on = On.USER)
  @Status(HttpStatus.NO_CONTENT)
  void deleteUserExternalPrincipal(String userId, @QueryValue String principalId) {
    changes.require(
        () -> principals.delete(userId, principalId),
        new FailureException(
            new Failure.NotFound(
                "user '%s' has no external principal '%s'".formatted(userId, principalId))));
  }

  @Get(PRINCIPALS + "/ls")
  @Permission(action = Action.READ_USER, on = On.USER)
  Results<PrincipalBody> listUserExternalPrincipals(
      String userId,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount) {
    String id = accounts.user(userId).username();
    return Results.of(
        Page.read(amount, limit -> principals.list(id, prefix, after, limit)),
        Principal::id,
        PrincipalBody::of);
  }

  @Get("/external/principals")
  @Permission(action = Action.READ_EXTERNAL_PRINCIPAL, on = On.EXTERNAL_PRINCIPAL)
  PrincipalBody getExternalPrincipal(@QueryValue String principalId) {
    return principals
        .find(principalId)
        .map(PrincipalBody::of)
        .orElseThrow(() -> AccountNames.notFound("external principal", principalId));
  }

  private static void requireId(String id) {
    if (id.isBlank() || id.length() > MAX_ID || id.chars().anyMatch(Character::isISOControl)) {
      throw AccountNames.invalid(
          "principalId: has 1 to %d characters, none of them invisible".formatted(MAX_ID));
    }
  }

  private static Map<String, String> settings(@Nullable PrincipalCreation creation) {
    Map<String, String> settings =
        creation == null || creation.settings() == null ? Map.of() : creation.settings();
    boolean small =
        settings.size() <= MAX_SETTINGS
            && settings.entrySet().stream()
                .allMatch(one -> one.getKey().length() + one.getValue().length() <= MAX_SETTING);
    if (!small) {
      throw AccountNames.invalid(
          "settings: are at most %d, of at most %d characters each"
              .formatted(MAX_SETTINGS, MAX_SETTING));
    }
    if (settings.toString().indexOf('\0') >= 0) {
      throw AccountNames.invalid("settings: hold no NUL characters");
    }
    return settings;
  }
}
