package io.anabranch.server.auth;

import io.anabranch.server.trail.Trail;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code auth}. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuthController {

  private final Authenticator authenticator;
  private final Sessions sessions;
  private final SignOn signOn;
  private final LoginLimits limits;
  private final ClientAddresses addresses;

  AuthController(
      Authenticator authenticator,
      Sessions sessions,
      SignOn signOn,
      LoginLimits limits,
      ClientAddresses addresses) {
    this.authenticator = authenticator;
    this.sessions = sessions;
    this.signOn = signOn;
    this.limits = limits;
    this.addresses = addresses;
  }

  @Post("/auth/login")
  @Anonymous
  HttpResponse<AuthenticationToken> login(
      HttpRequest<?> request, @Valid @Body @Nullable LoginInformation login) {
    Trail trail = Trail.of(request);
    var signedOn =
        Optional.ofNullable(login)
            .map(given -> new Credentials.Key(given.accessKeyId(), given.secretAccessKey()))
            .flatMap(
                key -> {
                  trail.presented(key.presented());
                  return limits.attempt(
                      key.accessKeyId(), addresses.of(request), () -> authenticator.signOn(key));
                })
            .orElseThrow(
                () ->
                    new FailureException(
                        new Failure.Unauthenticated(
                            "no user has this access key and secret: check both")));
    trail.signedOn(signedOn.how(), signedOn.user().id());
    var token = signOn.begin(signedOn.user().id());
    return HttpResponse.ok(AuthenticationToken.of(token))
        .cookie(SessionCookie.of(request, token, sessions.now()));
  }

  @Get("/user")
  @AnyUser
  CurrentUser getCurrentUser(User user) {
    return new CurrentUser(UserBody.of(user));
  }
}
