package io.anabranch.server.auth.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The document in which the provider says where its endpoints are. It is fetched when it is first
 * needed, so that a provider in trouble does not keep the server from starting, and again every
 * hour; while that fails, what was known before counts. Safe for use by many threads.
 */
final class Discovery {

  private static final Logger log = LoggerFactory.getLogger(Discovery.class);
  private static final Duration FRESH = Duration.ofHours(1);

  /** Between attempts that fail. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final URI issuer;
  private final ProviderRequests requests;
  private final InstantSource clock;

  /** Guarded by this, as the next. */
  private @Nullable OIDCProviderMetadata known;

  private Instant next = Instant.MIN;

  Discovery(URI issuer, ProviderRequests requests, InstantSource clock) {
    this.issuer = issuer;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * Of several callers one fetches it, and the others wait.
   *
   * @throws FailureException Unavailable when it is not to be had
   */
  synchronized OIDCProviderMetadata document() {
    Instant now = clock.instant();
    if (now.isAfter(next)) {
      try {
        known = fetch();
        next = now.plus(FRESH);
      } catch (IOException | ParseException e) {
        log.warn("the document of the provider {} cannot be read: {}", issuer, e.getMessage());
        next = now.plus(PAUSE);
      }
    }
    if (known == null) {
      throw Refusals.unavailable(issuer);
    }
    return known;
  }

  private OIDCProviderMetadata fetch() throws IOException, ParseException {
    String base = issuer.toString().replaceFirst("/+$", "");
    var document =
        OIDCProviderMetadata.parse(
            requests.get(URI.create(base + "/.well-known/openid-configuration")));
    if (!document.getIssuer().getValue().equals(issuer.toString())) {
      throw new IOException(
          "it calls itself %s: set auth.providers.oidc.url to that, if it is right"
              .formatted(document.getIssuer()));
    }
    if (document.getAuthorizationEndpointURI() == null || document.getTokenEndpointURI() == null) {
      throw new IOException("it names no endpoints for authorization and tokens");
    }
    boolean encrypted = isEncrypted(issuer);
    if (encrypted
        && !Stream.of(
                document.getAuthorizationEndpointURI(),
                document.getTokenEndpointURI(),
                document.getJWKSetURI())
            .allMatch(Discovery::isEncrypted)) {
      throw new IOException("it names endpoints without https");
    }
    return document;
  }

  private static boolean isEncrypted(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }
}
