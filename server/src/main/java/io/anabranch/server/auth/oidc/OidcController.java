package io.anabranch.server.auth.oidc;

import io.anabranch.server.auth.Anonymous;
import io.anabranch.server.auth.ClientAddresses;
import io.anabranch.server.auth.LoginLimits;
import io.anabranch.server.auth.SessionCookie;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The two ends of a browser's sign-on: operations of the tag {@code auth}. */
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
class OidcController {

  private static final String COOKIE = "anabranch_oidc_login";
  private static final String CALLBACK = "/v1/oidc/callback";

  private final BrowserLogin login;
  private final LoginLimits limits;
  private final ClientAddresses addresses;
  private final InstantSource clock;

  OidcController(
      BrowserLogin login, LoginLimits limits, ClientAddresses addresses, InstantSource clock) {
    this.login = login;
    this.limits = limits;
    this.addresses = addresses;
    this.clock = clock;
  }

  @Get("/anabranch/v1/auth/oidc/login")
  @Anonymous
  HttpResponse<?> beginOidcLogin(HttpRequest<?> request, @QueryValue @Nullable String next) {
    var begun = login.begin(next);
    return found(begun.provider().toString())
        .cookie(cookie(request, begun.kept()).maxAge(BrowserLogin.LIMIT));
  }

  /** Its parameters are the provider's. */
  @Get(CALLBACK)
  @Anonymous
  HttpResponse<?> oauthCallback(HttpRequest<?> request) {
    String kept = request.getCookies().findCookie(COOKIE).map(Cookie::getValue).orElse("");
    var finished =
        limits.attempt(
            addresses.of(request), () -> login.finish(new Callback(request.getParameters()), kept));
    return found(finished.next())
        .cookie(SessionCookie.of(request, finished.token(), clock.instant()))
        .cookie(cookie(request, "").maxAge(Duration.ZERO));
  }

  private static MutableHttpResponse<?> found(String location) {
    return HttpResponse.status(HttpStatus.FOUND)
        .header("Location", location)
        .header("Cache-Control", "no-store");
  }

  /** Lax, since it is the provider that sends the browser back. */
  private static Cookie cookie(HttpRequest<?> request, String value) {
    return Cookie.of(COOKIE, value)
        .path("/api" + CALLBACK)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite(SameSite.Lax);
  }
}
