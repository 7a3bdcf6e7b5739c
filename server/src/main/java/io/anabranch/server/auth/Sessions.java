package io.anabranch.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as JSON Web Tokens: HS256, issuer {@code auth}, audience {@code login}, subject the
 * user's id. They are signed under a key derived from the newest of the server's secret keys, which
 * they name by an id; those signed under earlier ones are good too. Whether one was ended early is
 * not told here. Safe for use by many threads.
 */
public final class Sessions {

  /** A signed token and when it ends. */
  public record Token(String jwt, Instant expiration) {
    @Override
    public String toString() {
      return "Token[jwt=***, expiration=" + expiration + "]";
    }
  }

  /**
   * What a token says.
   *
   * @param generation of the user's sessions, when it began
   * @param renewableUntil it can be prolonged up to then; null when it cannot
   */
  public record Session(
      UUID id, String userId, long generation, Instant end, @Nullable Instant renewableUntil) {}

  private static final String ISSUER = "auth";
  private static final String AUDIENCE = "login";
  private static final String GENERATION = "generation";
  private static final String RENEWABLE_UNTIL = "renewable_until";
  private static final int KEY_ID_BYTES = 8;

  private final String newest;
  private final MACSigner signer;
  private final Map<String, MACVerifier> verifiers = new LinkedHashMap<>();
  private final Duration duration;
  private final Duration maxDuration;
  private final InstantSource clock;

  /**
   * @param duration of a session, at first and each time that it is renewed
   * @param maxDuration of one that is renewed again and again
   */
  public Sessions(SigningKeys keys, Duration duration, Duration maxDuration, InstantSource clock) {
    this.newest = keyId(keys.current());
    this.duration = duration;
    this.maxDuration = maxDuration;
    this.clock = clock;
    try {
      this.signer = new MACSigner(key(keys.current()));
      for (Secret secret : keys.all()) {
        verifiers.putIfAbsent(keyId(secret), new MACVerifier(key(secret)));
      }
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign sessions", e);
    }
  }

  private static byte[] key(Secret secret) {
    return secret.derive("HmacSHA256", "anabranch sessions v1").getEncoded();
  }

  private static String keyId(Secret secret) {
    byte[] id = secret.derive("HmacSHA256", "anabranch sessions v1 key id").getEncoded();
    return HexFormat.of().formatHex(id, 0, KEY_ID_BYTES);
  }

  Duration maxDuration() {
    return maxDuration;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Begins a session that can be renewed.
   *
   * @param generation of the user's sessions, as the database has it now
   */
  public Token issue(String userId, long generation) {
    Instant now = now();
    return sign(userId, generation, now.plus(duration), now.plus(maxDuration));
  }

  /** Begins a session that ends when it says. */
  public Token issueFor(String userId, long generation, Duration time) {
    return sign(userId, generation, now().plus(time), null);
  }

  /** A later end for the same user; empty when it cannot be renewed. The old one stays good. */
  Optional<Token> renew(Session session) {
    Instant last = session.renewableUntil();
    if (last == null) {
      return Optional.empty();
    }
    Instant end = now().plus(duration);
    return Optional.of(
        sign(session.userId(), session.generation(), end.isBefore(last) ? end : last, last));
  }

  private Token sign(
      String userId, long generation, Instant end, @Nullable Instant renewableUntil) {
    var claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(userId)
            .issueTime(Date.from(now()))
            .expirationTime(Date.from(end))
            .claim(GENERATION, generation);
    if (renewableUntil != null) {
      claims.claim(RENEWABLE_UNTIL, renewableUntil.getEpochSecond());
    }
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(newest).build();
    var token = new SignedJWT(header, claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a session", e);
    }
    return new Token(token.serialize(), end);
  }

  /** What a token says that this installation signed and that has not ended; empty for others. */
  public Optional<Session> verify(String jwt) {
    try {
      var token = SignedJWT.parse(jwt);
      var header = token.getHeader();
      MACVerifier verifier = verifiers.get(Objects.requireNonNullElse(header.getKeyID(), ""));
      return verifier != null
              && JWSAlgorithm.HS256.equals(header.getAlgorithm())
              && token.verify(verifier)
          ? session(token.getJWTClaimsSet())
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<Session> session(JWTClaimsSet claims) throws ParseException {
    Date end = claims.getExpirationTime();
    Long generation = claims.getLongClaim(GENERATION);
    String subject = claims.getSubject();
    String id = claims.getJWTID();
    boolean valid =
        ISSUER.equals(claims.getIssuer())
            && claims.getAudience().contains(AUDIENCE)
            && end != null
            && now().isBefore(end.toInstant());
    if (!valid || generation == null || subject == null || id == null) {
      return Optional.empty();
    }
    Long last = claims.getLongClaim(RENEWABLE_UNTIL);
    return Optional.of(
        new Session(
            UUID.fromString(id),
            subject,
            generation,
            end.toInstant(),
            last == null ? null : Instant.ofEpochSecond(last)));
  }
}
