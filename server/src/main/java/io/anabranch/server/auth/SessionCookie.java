package io.anabranch.server.auth;

import io.anabranch.server.auth.Sessions.Token;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.time.Duration;
import java.time.Instant;

/**
 * The cookie of a browser's session. Scripts cannot read it, and other sites' forms do not send it.
 */
public final class SessionCookie {

  private SessionCookie() {}

  /** Ends with the session. */
  public static Cookie of(HttpRequest<?> request, Token token, Instant now) {
    return cookie(request, token.jwt()).maxAge(Duration.between(now, token.expiration()));
  }

  /** Has the browser forget it. */
  static Cookie none(HttpRequest<?> request) {
    return cookie(request, "").maxAge(Duration.ZERO);
  }

  private static Cookie cookie(HttpRequest<?> request, String value) {
    return Cookie.of(Credentials.SESSION_COOKIE, value)
        .path("/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite(SameSite.Lax);
  }
}
