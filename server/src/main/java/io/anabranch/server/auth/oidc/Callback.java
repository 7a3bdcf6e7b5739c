package io.anabranch.server.auth.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpParameters;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** What the provider has a browser bring back. */
final class Callback {

  /** As RFC 6749 has them; anything else is not repeated to anybody. */
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

  private final HttpParameters parameters;

  Callback(HttpParameters parameters) {
    this.parameters = parameters;
  }

  State state() {
    return new State(one("state"));
  }

  /**
   * @throws FailureException Unauthenticated when there is none, or another provider sent it
   */
  String code(URI issuer) {
    String error = first("error");
    if (!error.isEmpty()) {
      throw Refusals.signInAgain(
          "the provider says: " + (ERROR.matcher(error).matches() ? error : "an error"));
    }
    String from = first("iss");
    if (!from.isEmpty() && !from.equals(issuer.toString())) {
      throw Refusals.signInAgain("the answer comes from another provider");
    }
    return one("code");
  }

  private String first(String name) {
    List<String> values = parameters.getAll(name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  private String one(String name) {
    List<String> values = parameters.getAll(name);
    if (values.size() != 1 || values.getFirst().isBlank()) {
      throw Refusals.signInAgain("the provider's answer lacks its " + name);
    }
    return values.getFirst();
  }
}
