package io.anabranch.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * Login sessions as JSON Web Tokens: HS256 under a key derived from {@code
 * auth.encrypt.secret_key}, issuer {@code auth}, audience {@code login}, subject the user's id.
 * Safe for use by many threads.
 */
public final class Sessions {

  /** A signed token and when it ends. */
  public record Token(String jwt, Instant expiration) {
    @Override
    public String toString() {
      return "Token[jwt=***, expiration=" + expiration + "]";
    }
  }

  private static final String ISSUER = "auth";
  private static final String AUDIENCE = "login";

  private final byte[] key;
  private final Duration duration;
  private final InstantSource clock;

  public Sessions(String encryptionSecret, Duration duration, InstantSource clock) {
    this.key = sha256("anabranch sessions v1:" + encryptionSecret);
    this.duration = duration;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  public Token issue(String userId) {
    var now = clock.instant();
    var end = now.plus(duration);
    var claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(userId)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(end))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a session", e);
    }
    return new Token(token.serialize(), end);
  }

  /** The user of a token that this server signed and that has not ended; empty for any other. */
  public Optional<String> verify(String jwt) {
    try {
      var token = SignedJWT.parse(jwt);
      if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
          || !token.verify(new MACVerifier(key))) {
        return Optional.empty();
      }
      var claims = token.getJWTClaimsSet();
      var end = claims.getExpirationTime();
      boolean valid =
          ISSUER.equals(claims.getIssuer())
              && claims.getAudience().contains(AUDIENCE)
              && end != null
              && clock.instant().isBefore(end.toInstant());
      return valid ? Optional.ofNullable(claims.getSubject()) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime lacks SHA-256", e);
    }
  }
}
