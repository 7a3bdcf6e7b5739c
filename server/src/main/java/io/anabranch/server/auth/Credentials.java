package io.anabranch.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.trail.Presented;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import java.util.Base64;
import java.util.Optional;

/** What a request presents to prove who makes it. */
public sealed interface Credentials {

  /** HTTP Basic: an access key id and its secret. */
  record Key(String accessKeyId, String secret) implements Credentials {
    @Override
    public String toString() {
      return "Key[accessKeyId=" + accessKeyId + ", secret=***]";
    }
  }

  /** A session, as bearer token or cookie. */
  record Token(String jwt) implements Credentials {
    @Override
    public String toString() {
      return "Token[***]";
    }
  }

  /** What may be told of them before they are proven. */
  default Presented presented() {
    return switch (this) {
      case Key key -> new Presented(Presented.Kind.KEY, key.accessKeyId());
      case Token _ -> new Presented(Presented.Kind.SESSION, "");
    };
  }

  /** The cookie that login sets. */
  String SESSION_COOKIE = "internal_auth_session";

  /** What the request carries; a header goes before the cookie. */
  static Optional<Credentials> of(HttpRequest<?> request) {
    String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      return ofHeader(header);
    }
    return request.getCookies().findCookie(SESSION_COOKIE).map(Cookie::getValue).map(Token::new);
  }

  private static Optional<Credentials> ofHeader(String header) {
    if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return ofBasic(header.substring(6).strip());
    }
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(new Token(header.substring(7).strip()));
    }
    return Optional.empty();
  }

  private static Optional<Credentials> ofBasic(String encoded) {
    String text;
    try {
      text = new String(Base64.getDecoder().decode(encoded), UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Key(text.substring(0, colon), text.substring(colon + 1)));
  }
}
