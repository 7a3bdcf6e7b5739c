package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SECRET = "a secret of this test";

  private Instant now = START;
  private final Sessions sessions = new Sessions(SECRET, Duration.ofHours(1), () -> now);

  @Test
  void aTokenEnds() {
    var token = sessions.issue("ann");
    assertThat(token.expiration()).isEqualTo(START.plusSeconds(3600));
    now = START.plusSeconds(3599);
    assertThat(sessions.verify(token.jwt())).contains("ann");
    now = START.plusSeconds(3600);
    assertThat(sessions.verify(token.jwt())).isEmpty();
  }

  @Test
  void carriesTheClaimsThatClientsKnow() throws ParseException {
    var claims = SignedJWT.parse(sessions.issue("ann").jwt()).getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("auth");
    assertThat(claims.getAudience()).containsExactly("login");
    assertThat(claims.getJWTID()).isNotEmpty();
  }

  @Test
  void refusesTokensOfOthers() throws JOSEException, ParseException {
    var claims = SignedJWT.parse(sessions.issue("ann").jwt()).getJWTClaimsSet();
    var other = new Sessions("another secret", Duration.ofHours(1), () -> now).issue("ann");
    assertThat(sessions.verify(other.jwt())).isEmpty();
    assertThat(sessions.verify(new PlainJWT(claims).serialize())).as("alg none").isEmpty();
    assertThat(sessions.verify(signed(claims, SECRET.repeat(2)))).as("raw secret").isEmpty();
    assertThat(sessions.verify("no token")).isEmpty();
    assertThat(sessions.verify("")).isEmpty();
    String mine = sessions.issue("ann").jwt();
    assertThat(sessions.verify(mine.substring(0, mine.lastIndexOf('.') + 1))).isEmpty();
  }

  private static String signed(JWTClaimsSet claims, String key) throws JOSEException {
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    token.sign(new MACSigner(key));
    return token.serialize();
  }
}
