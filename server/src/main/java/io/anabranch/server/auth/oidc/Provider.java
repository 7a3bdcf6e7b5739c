package io.anabranch.server.auth.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.anabranch.server.auth.BoundedRequests;
import io.anabranch.server.config.OidcSettings;
import java.time.Duration;
import java.time.InstantSource;

/** The provider that is configured: what its tokens prove, and its code flow. */
public record Provider(OidcSettings settings, ProviderTokens tokens, CodeFlow flow) {

  /** Asks nothing of it yet. */
  public static Provider of(
      OidcSettings settings, BoundedRequests through, Duration keyInterval, InstantSource clock) {
    var requests = new ProviderRequests(through);
    var discovery = new Discovery(settings.issuer(), requests, clock);
    JWKSource<SecurityContext> keys = ProviderKeys.cached(discovery, requests, keyInterval);
    var tokens = new ProviderTokens(settings, keys);
    return new Provider(settings, tokens, new CodeFlow(settings, discovery, requests, tokens));
  }
}
