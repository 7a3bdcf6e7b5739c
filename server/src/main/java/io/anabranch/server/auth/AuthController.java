package io.anabranch.server.auth;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code auth}. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuthController {

  private final Authenticator authenticator;
  private final Sessions sessions;

  AuthController(Authenticator authenticator, Sessions sessions) {
    this.authenticator = authenticator;
    this.sessions = sessions;
  }

  @Post("/auth/login")
  @Anonymous
  HttpResponse<AuthenticationToken> login(
      HttpRequest<?> request, @Valid @Body @Nullable LoginInformation login) {
    var user =
        Optional.ofNullable(login)
            .map(given -> new Credentials.Key(given.accessKeyId(), given.secretAccessKey()))
            .flatMap(authenticator::user)
            .orElseThrow(
                () ->
                    new FailureException(
                        new Failure.Unauthenticated(
                            "no user has this access key and secret: check both")));
    var token = sessions.issue(user.id());
    var cookie =
        Cookie.of(Credentials.SESSION_COOKIE, token.jwt())
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite(SameSite.Lax)
            .maxAge(Duration.between(sessions.now(), token.expiration()));
    return HttpResponse.ok(
            new AuthenticationToken(token.jwt(), token.expiration().getEpochSecond()))
        .cookie(cookie);
  }

  @Get("/user")
  @AnyUser
  CurrentUser getCurrentUser(User user) {
    return new CurrentUser(UserBody.of(user));
  }
}
