package io.anabranch.server.auth;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.auth.Sessions.Session;
import io.anabranch.server.auth.Sessions.Token;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Sessions that go on: operations of our own, of the tag {@code auth}. */
@Controller("/api/anabranch/v1/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
class SessionsController {

  private final Sessions sessions;
  private final SignOn signOn;

  SessionsController(Sessions sessions, SignOn signOn) {
    this.sessions = sessions;
    this.signOn = signOn;
  }

  @Post("/session/renew")
  @AnyUser
  HttpResponse<AuthenticationToken> renewSession(HttpRequest<?> request) {
    Token token = signOn.renew(session(request));
    return HttpResponse.ok(AuthenticationToken.of(token))
        .cookie(SessionCookie.of(request, token, sessions.now()));
  }

  @Delete("/session")
  @AnyUser
  HttpResponse<Void> endSession(HttpRequest<?> request) {
    signOn.end(session(request));
    return HttpResponse.<Void>noContent().cookie(SessionCookie.none(request));
  }

  /** Everybody may end their own. */
  @Delete("/users/{userId}/sessions")
  @PermissionByController
  @Status(HttpStatus.NO_CONTENT)
  void endSessionsOfUser(Caller caller, String userId) {
    if (!caller.user().id().equals(userId)) {
      caller.require(Action.DELETE_CREDENTIALS, Resource.user(userId));
    }
    if (!signOn.endAll(userId)) {
      throw new FailureException(new Failure.NotFound("there is no user '%s'".formatted(userId)));
    }
  }

  private Session session(HttpRequest<?> request) {
    return find(sessions, request)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Invalid(
                        "this request carries no session of this server: send the token of a"
                            + " sign-in, as bearer token or cookie")));
  }

  static Optional<Session> find(Sessions sessions, HttpRequest<?> request) {
    return Credentials.of(request)
        .flatMap(
            credentials ->
                credentials instanceof Credentials.Token token
                    ? sessions.verify(token.jwt())
                    : Optional.empty());
  }
}
