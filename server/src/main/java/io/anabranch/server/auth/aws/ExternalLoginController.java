package io.anabranch.server.auth.aws;

import io.anabranch.server.auth.Anonymous;
import io.anabranch.server.auth.AuthenticationToken;
import io.anabranch.server.auth.ClientAddresses;
import io.anabranch.server.auth.LoginLimits;
import io.anabranch.server.auth.SignOn;
import io.anabranch.server.postgres.PrincipalTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** Sign-on of principals of AWS: the operation of the tag {@code external}. */
@Controller("/api/v1/auth/external/principal/login")
@ExecuteOn(TaskExecutors.BLOCKING)
class ExternalLoginController {

  private final AwsIdentities identities;
  private final PrincipalTable principals;
  private final SignOn signOn;
  private final LoginLimits limits;
  private final ClientAddresses addresses;
  private final JsonMapper json;

  ExternalLoginController(
      AwsIdentities identities,
      PrincipalTable principals,
      SignOn signOn,
      LoginLimits limits,
      ClientAddresses addresses,
      JsonMapper json) {
    this.identities = identities;
    this.principals = principals;
    this.signOn = signOn;
    this.limits = limits;
    this.addresses = addresses;
    this.json = json;
  }

  @Post
  @Anonymous
  AuthenticationToken externalPrincipalLogin(
      HttpRequest<?> http, @Valid @Body @Nullable ExternalLogin login) {
    if (login == null) {
      throw new FailureException(new Failure.Invalid("identityRequest is required"));
    }
    Integer seconds = login.tokenExpirationDuration();
    var time =
        signOn.time("token_expiration_duration", seconds == null ? null : seconds.longValue());
    var request = SignedRequest.read(json, login.identityRequest().get("identity_token"));
    String user = limits.attempt(addresses.of(http), () -> user(request));
    return AuthenticationToken.of(signOn.beginFor(user, time));
  }

  private String user(SignedRequest request) {
    CallerIdentity caller = identities.identity(request);
    return caller.principals().stream()
        .flatMap(principal -> principals.find(principal).stream())
        .findFirst()
        .map(PrincipalTable.Principal::username)
        .orElseThrow(() -> unknown(caller));
  }

  private static FailureException unknown(CallerIdentity caller) {
    return new FailureException(
        new Failure.Forbidden(
            ("'%s' belongs to no user: have an administrator give it to one as an external"
                    + " principal")
                .formatted(caller.arn())));
  }
}
