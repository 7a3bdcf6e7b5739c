package io.anabranch.server.auth;

import io.anabranch.server.config.ServerConfiguration;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;

/** Where clients of the field send a browser to sign off; no operation of the API. */
@Controller("/logout")
@ExecuteOn(TaskExecutors.BLOCKING)
class LogoutController {

  private final Sessions sessions;
  private final SignOn signOn;
  private final URI next;

  LogoutController(Sessions sessions, SignOn signOn, ServerConfiguration configuration) {
    this.sessions = sessions;
    this.signOn = signOn;
    this.next = configuration.auth().logoutRedirectUrl();
  }

  /** Ends the session if there is one; whoever has none is signed off already. */
  @Get
  @Anonymous
  HttpResponse<?> logout(HttpRequest<?> request) {
    SessionsController.find(sessions, request).ifPresent(signOn::end);
    return HttpResponse.status(HttpStatus.FOUND)
        .header("Location", next.toString())
        .header("Cache-Control", "no-store")
        .cookie(SessionCookie.none(request));
  }
}
