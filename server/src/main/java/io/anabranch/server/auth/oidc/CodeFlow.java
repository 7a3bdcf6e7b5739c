package io.anabranch.server.auth.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.anabranch.server.auth.Identity;
import io.anabranch.server.config.OidcSettings;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorization code flow, with state, nonce and PKCE. That a code is good once is for the
 * provider to see to. Safe for use by many threads.
 */
public final class CodeFlow {

  private static final Logger log = LoggerFactory.getLogger(CodeFlow.class);

  private final OidcSettings settings;
  private final Discovery discovery;
  private final ProviderRequests requests;
  private final ProviderTokens tokens;

  CodeFlow(
      OidcSettings settings,
      Discovery discovery,
      ProviderRequests requests,
      ProviderTokens tokens) {
    this.settings = settings;
    this.discovery = discovery;
    this.requests = requests;
    this.tokens = tokens;
  }

  /**
   * Where to send the browser.
   *
   * @throws FailureException Unavailable when the provider does not say
   */
  URI authorization(LoginState login) {
    Scope scope = new Scope("openid");
    settings.scopes().forEach(scope::add);
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, scope, new ClientID(settings.clientId()), settings.callback())
        .endpointURI(discovery.document().getAuthorizationEndpointURI())
        .state(login.state())
        .nonce(login.nonce())
        .codeChallenge(login.verifier(), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Whom the code is of, which answers a request of this server.
   *
   * @throws FailureException Unauthenticated when it is not good
   */
  Identity redeem(String code, LoginState login) {
    return redeem(code, settings.callback(), login.verifier(), login.nonce());
  }

  /**
   * Whom the code is of, which answers a request that a client made by itself. One of this server's
   * own requests is not good for that, as it takes a verifier that only the server has.
   *
   * @throws FailureException as {@link #redeem(String, LoginState)}
   */
  Identity redeem(String code, URI redirect) {
    if (redirect.equals(settings.callback())) {
      throw Refusals.signInAgain("codes for this server's own page are not for other clients");
    }
    return redeem(code, redirect, null, null);
  }

  private Identity redeem(
      String code, URI redirect, @Nullable CodeVerifier verifier, @Nullable Nonce nonce) {
    var grant = new AuthorizationCodeGrant(new AuthorizationCode(code), redirect, verifier);
    TokenResponse response = ask(request(discovery.document(), grant));
    if (response instanceof OIDCTokenResponse success
        && success.getOIDCTokens().getIDToken() != null) {
      return tokens.signedOn(success.getOIDCTokens().getIDToken(), nonce);
    }
    throw refusal(response);
  }

  private TokenRequest request(OIDCProviderMetadata document, AuthorizationCodeGrant grant) {
    URI endpoint = document.getTokenEndpointURI();
    var client = new ClientID(settings.clientId());
    return settings
        .clientSecret()
        .map(secret -> authentication(document, client, new Secret(secret.reveal())))
        .map(proof -> new TokenRequest.Builder(endpoint, proof, grant).build())
        .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant).build());
  }

  /** In a header, unless the provider says that it takes it in the form only. */
  private static ClientAuthentication authentication(
      OIDCProviderMetadata document, ClientID client, Secret secret) {
    List<ClientAuthenticationMethod> methods = document.getTokenEndpointAuthMethods();
    boolean inForm =
        methods != null
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    return inForm ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret);
  }

  private TokenResponse ask(TokenRequest request) {
    try {
      return OIDCTokenResponseParser.parse(request.toHTTPRequest().send(requests));
    } catch (IOException | ParseException e) {
      log.warn("{} does not redeem a code: {}", settings.issuer(), e.getMessage());
      throw Refusals.unavailable(settings.issuer());
    }
  }

  /** A code that is used up or made up is the caller's matter; all else is the operator's. */
  private FailureException refusal(TokenResponse response) {
    ErrorObject error =
        response.indicatesSuccess() ? null : response.toErrorResponse().getErrorObject();
    if (error != null && OAuth2Error.INVALID_GRANT.getCode().equals(error.getCode())) {
      return Refusals.signInAgain("the provider does not know the code, or not any more");
    }
    log.warn(
        "{} redeems no code: {}; are client_id and client_secret right?",
        settings.issuer(),
        error == null
            ? "it sends no ID token"
            : "it answers %d, %s".formatted(error.getHTTPStatusCode(), error.getCode()));
    return Refusals.unavailable(settings.issuer());
  }
}
