package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SECRET = "a secret of this test";

  private Instant now = START;
  private final Sessions sessions = sessions(SigningKeys.of(new Secret(SECRET)));

  private Sessions sessions(SigningKeys keys) {
    return new Sessions(keys, Duration.ofHours(1), Duration.ofMinutes(90), () -> now);
  }

  @Test
  void aTokenEnds() {
    var token = sessions.issue("ann", 7);
    assertThat(token.expiration()).isEqualTo(START.plusSeconds(3600));
    now = START.plusSeconds(3599);
    assertThat(sessions.verify(token.jwt()))
        .hasValueSatisfying(
            session -> {
              assertThat(session.userId()).isEqualTo("ann");
              assertThat(session.generation()).isEqualTo(7);
              assertThat(session.end()).isEqualTo(token.expiration());
            });
    now = START.plusSeconds(3600);
    assertThat(sessions.verify(token.jwt())).isEmpty();
  }

  @Test
  void isRenewedAsLongAsItMayLast() {
    var first = sessions.verify(sessions.issue("ann", 7).jwt()).orElseThrow();
    now = START.plusSeconds(600);
    var second = sessions.renew(first).orElseThrow();
    assertThat(second.expiration()).isEqualTo(START.plusSeconds(4200));
    now = START.plusSeconds(4000);
    var again = sessions.verify(second.jwt()).orElseThrow();
    assertThat(again.id()).isNotEqualTo(first.id());
    assertThat(again.generation()).isEqualTo(7);
    var last = sessions.renew(again).orElseThrow();
    assertThat(last.expiration()).isEqualTo(START.plusSeconds(5400));
    var brief = sessions.verify(sessions.issueFor("ann", 7, Duration.ofSeconds(9)).jwt());
    assertThat(brief.flatMap(sessions::renew)).isEmpty();
  }

  @Test
  void theKeyMayChange() {
    var old = new Secret(SECRET);
    var fresh = new Secret("the next secret");
    var before = sessions(new SigningKeys(old, List.of(fresh)));
    var after = sessions(new SigningKeys(fresh, List.of(old)));
    assertThat(after.verify(before.issue("ann", 1).jwt())).isPresent();
    assertThat(before.verify(after.issue("ann", 1).jwt())).isPresent();
    assertThat(sessions.verify(after.issue("ann", 1).jwt())).isEmpty();
    assertThat(sessions(SigningKeys.of(fresh)).verify(before.issue("ann", 1).jwt())).isEmpty();
  }

  @Test
  void carriesTheClaimsThatClientsKnow() throws ParseException {
    var claims = SignedJWT.parse(sessions.issue("ann", 1).jwt()).getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("auth");
    assertThat(claims.getAudience()).containsExactly("login");
    assertThat(claims.getJWTID()).isNotEmpty();
  }

  @Test
  void refusesTokensOfOthers() throws JOSEException, ParseException {
    var signed = SignedJWT.parse(sessions.issue("ann", 1).jwt());
    var claims = signed.getJWTClaimsSet();
    var other = sessions(SigningKeys.of(new Secret("another secret"))).issue("ann", 1);
    assertThat(sessions.verify(other.jwt())).isEmpty();
    assertThat(sessions.verify(new PlainJWT(claims).serialize())).as("alg none").isEmpty();
    var forged = new SignedJWT(signed.getHeader(), claims);
    forged.sign(new MACSigner(SECRET.repeat(2)));
    assertThat(sessions.verify(forged.serialize())).as("raw secret").isEmpty();
    var nameless = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    nameless.sign(new MACSigner(SECRET.repeat(2)));
    assertThat(sessions.verify(nameless.serialize())).as("no key id").isEmpty();
    assertThat(sessions.verify("no token")).isEmpty();
    assertThat(sessions.verify("")).isEmpty();
    String mine = sessions.issue("ann", 1).jwt();
    assertThat(sessions.verify(mine.substring(0, mine.lastIndexOf('.') + 1))).isEmpty();
  }

  @Test
  void whatSaysTooLittleIsNoSession() throws JOSEException, ParseException {
    var signed = SignedJWT.parse(sessions.issue("ann", 1).jwt());
    byte[] key = new Secret(SECRET).derive("HmacSHA256", "anabranch sessions v1").getEncoded();
    for (String claim : List.of("sub", "exp", "jti", "generation", "iss", "aud")) {
      var without = new JWTClaimsSet.Builder(signed.getJWTClaimsSet()).claim(claim, null).build();
      var token = new SignedJWT(signed.getHeader(), without);
      token.sign(new MACSigner(key));
      assertThat(sessions.verify(token.serialize())).as(claim).isEmpty();
    }
  }
}
