package io.anabranch.server.auth.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.anabranch.server.config.SecretBox;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What a sign-on that is under way must remember. The browser keeps it, sealed, so that it can be
 * finished on another server, and by no other browser.
 *
 * @param next where the browser wanted to go
 */
record LoginState(State state, Nonce nonce, CodeVerifier verifier, Instant end, String next) {

  private static final String LABEL = "oidc login";
  private static final int PARTS = 5;

  static LoginState until(Instant end, String next) {
    return new LoginState(new State(), new Nonce(), new CodeVerifier(), end, next);
  }

  String seal(SecretBox box) {
    String text =
        String.join(
            "\n",
            state.getValue(),
            nonce.getValue(),
            verifier.getValue(),
            Long.toString(end.getEpochSecond()),
            next);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(box.seal(LABEL, text));
  }

  /** Empty when this server did not seal it. */
  static Optional<LoginState> open(SecretBox box, String sealed) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return box.open(LABEL, bytes).map(text -> parse(text.split("\n", PARTS)));
  }

  private static LoginState parse(String[] parts) {
    return new LoginState(
        new State(parts[0]),
        new Nonce(parts[1]),
        new CodeVerifier(parts[2]),
        Instant.ofEpochSecond(Long.parseLong(parts[3])),
        parts[4]);
  }

  @Override
  public String toString() {
    return "LoginState[***]";
  }
}
