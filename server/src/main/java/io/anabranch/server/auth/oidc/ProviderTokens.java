package io.anabranch.server.auth.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.anabranch.server.auth.Identity;
import io.anabranch.server.auth.IdentityProvider;
import io.anabranch.server.config.OidcSettings;
import io.anabranch.versioning.failure.FailureException;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tokens of the provider prove. Only those signed with an asymmetric algorithm that is
 * configured, by a key that the provider publishes, for this server, and within their time, prove
 * anything. Safe for use by many threads.
 */
public final class ProviderTokens implements IdentityProvider {

  private static final Logger log = LoggerFactory.getLogger(ProviderTokens.class);
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  private final OidcSettings settings;
  private final IdentityClaims claims;
  private final DefaultJWTProcessor<SecurityContext> bearer;
  private final IDTokenValidator idTokens;

  ProviderTokens(OidcSettings settings, JWKSource<SecurityContext> keys) {
    this.settings = settings;
    this.claims = new IdentityClaims(settings);
    Set<JWSAlgorithm> algorithms =
        settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
    var selector = new JWSVerificationKeySelector<>(algorithms, keys);
    this.bearer = bearer(selector);
    this.idTokens =
        new IDTokenValidator(
            new Issuer(settings.issuer()), new ClientID(settings.clientId()), selector, null);
    idTokens.setMaxClockSkew((int) settings.clockSkew().toSeconds());
  }

  private DefaultJWTProcessor<SecurityContext> bearer(
      JWSVerificationKeySelector<SecurityContext> selector) {
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            new HashSet<>(settings.audiences()),
            new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
            Set.of("sub", "exp"),
            Set.of());
    verifier.setMaxClockSkew((int) settings.clockSkew().toSeconds());
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(selector);
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
    processor.setJWTClaimsSetVerifier(verifier);
    return processor;
  }

  @Override
  public Optional<Identity> verify(String token) {
    try {
      var signed = SignedJWT.parse(token);
      // Whoever does not even claim to come from there has nothing fetched.
      return settings.issuer().toString().equals(signed.getJWTClaimsSet().getIssuer())
          ? claims.identity(bearer.process(signed, null))
          : Optional.empty();
    } catch (ParseException | BadJOSEException e) {
      log.debug("a bearer token is refused: {}", e.getMessage());
      return Optional.empty();
    } catch (JOSEException e) {
      return unlessUnavailable(e);
    }
  }

  /**
   * Whom the provider says, in answer to a code, that it has signed on.
   *
   * @param nonce that the request had; null when another made it
   * @throws FailureException Unauthenticated when the token is not good
   */
  Identity signedOn(JWT idToken, @Nullable Nonce nonce) {
    Optional<Identity> identity;
    try {
      identity = claims.identity(idTokens.validate(idToken, nonce).toJWTClaimsSet());
    } catch (BadJOSEException | com.nimbusds.oauth2.sdk.ParseException e) {
      log.warn("an ID token of {} is refused: {}", settings.issuer(), e.getMessage());
      throw Refusals.signInAgain("the provider's token is not good");
    } catch (JOSEException e) {
      identity = unlessUnavailable(e);
    }
    return identity.orElseThrow(
        () -> Refusals.signInAgain("the provider does not say of you what is required here"));
  }

  /** That keys are not fetched so soon again means that the key is not known. */
  private Optional<Identity> unlessUnavailable(JOSEException e) {
    if (e instanceof KeySourceException && !(e instanceof RateLimitReachedException)) {
      log.warn("keys of {} are not to be had: {}", settings.issuer(), e.getMessage());
      throw Refusals.unavailable(settings.issuer());
    }
    log.debug("a token is refused: {}", e.getMessage());
    return Optional.empty();
  }
}
