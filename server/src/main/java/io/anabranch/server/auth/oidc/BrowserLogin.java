package io.anabranch.server.auth.oidc;

import io.anabranch.server.auth.Identities;
import io.anabranch.server.auth.Identity;
import io.anabranch.server.auth.Sessions.Token;
import io.anabranch.server.auth.SignOn;
import io.anabranch.server.config.SecretBox;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signs people on through the provider, if there is one. Safe for use by many threads. */
public final class BrowserLogin {

  /** How long somebody may take to sign on at the provider. */
  static final Duration LIMIT = Duration.ofMinutes(10);

  private static final int MAX_NEXT = 1_000;

  /** A page of this server: another site must not be reached through it. */
  private static final Pattern OWN_PAGE = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]*");

  /** Where to go, and what the browser is to keep until it comes back. */
  record Begun(URI provider, String kept) {
    @Override
    public String toString() {
      return "Begun[***]";
    }
  }

  /** A session, and where the browser wanted to go. */
  record Finished(Token token, String next) {}

  private final Optional<Provider> provider;
  private final Identities identities;
  private final SignOn signOn;
  private final SecretBox box;
  private final InstantSource clock;

  /**
   * @param box seals what browsers keep
   */
  public BrowserLogin(
      Optional<Provider> provider,
      Identities identities,
      SignOn signOn,
      SecretBox box,
      InstantSource clock) {
    this.provider = provider;
    this.identities = identities;
    this.signOn = signOn;
    this.box = box;
    this.clock = clock;
  }

  /**
   * @param next a page of this server; null for the one that is configured
   */
  Begun begin(@Nullable String next) {
    Provider known = require();
    if (next != null && (next.length() > MAX_NEXT || !OWN_PAGE.matcher(next).matches())) {
      throw new FailureException(
          new Failure.Invalid(
              "next: is a path on this server, such as /page, of at most %d characters"
                  .formatted(MAX_NEXT)));
    }
    String page = next == null ? known.settings().afterLogin().toString() : next;
    LoginState login = LoginState.until(clock.instant().plus(LIMIT), page);
    return new Begun(known.flow().authorization(login), login.seal(box));
  }

  /**
   * @param kept by the browser since it began; empty when it has nothing
   * @throws FailureException Unauthenticated unless it is this browser that began
   */
  Finished finish(Callback callback, String kept) {
    Provider known = require();
    LoginState login =
        LoginState.open(box, kept)
            .filter(begun -> begun.end().isAfter(clock.instant()))
            .filter(begun -> begun.state().equals(callback.state()))
            .orElseThrow(() -> Refusals.signInAgain("this browser did not begin it just now"));
    Identity identity = known.flow().redeem(callback.code(known.settings().issuer()), login);
    Token token = signOn.begin(identities.signOn(identity).id());
    return new Finished(token, login.next());
  }

  /**
   * A short session for a client that did the redirect itself.
   *
   * @param seconds how long it is to last; null for an hour
   */
  Token exchange(String code, URI redirect, @Nullable Long seconds) {
    Duration time = signOn.time("ttl_seconds", seconds);
    Identity identity = require().flow().redeem(code, redirect);
    String user = identities.signOn(identity).id();
    return signOn.beginFor(user, time);
  }

  private Provider require() {
    return provider.orElseThrow(
        () ->
            new FailureException(
                new Failure.Unauthenticated(
                    "this server has no OpenID Connect provider: sign on with an access key, or"
                        + " have the operator set auth.providers.oidc")));
  }
}
