package io.anabranch.server.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.auth.BoundedRequests;
import io.anabranch.server.auth.Identity;
import io.anabranch.server.config.OidcSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tokens of a provider prove, and what they do not. */
@Timeout(60)
class ProviderTokensTest {

  private static final Duration SKEW = Duration.ofSeconds(30);

  private final FakeProvider fake = new FakeProvider();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BoundedRequests client = client(List.of("127.0.0.1"));
  private final ProviderTokens tokens = provider(fake.issuer(), client, 1).tokens();

  private static BoundedRequests client(List<String> allowed) {
    var timeout = Duration.ofSeconds(5);
    return new BoundedRequests(
        OutgoingClient.open(
            new OutgoingSettings(AddressRules.allowing(allowed), 5, timeout, timeout, timeout)),
        Duration.ofSeconds(2));
  }

  private Provider provider(String issuer, BoundedRequests through, int intervalMillis) {
    var claims =
        new OidcSettings.Claims(
            "sub", Optional.of("name"), Optional.of("groups"), List.of(), Map.of("team", "lake"));
    var settings =
        new OidcSettings(
            URI.create(issuer),
            FakeProvider.CLIENT,
            Optional.of(new Secret(FakeProvider.SECRET)),
            URI.create("http://localhost/base/"),
            URI.create("/"),
            List.of(),
            List.of(FakeProvider.CLIENT, "api"),
            List.of("RS256", "ES256"),
            SKEW,
            List.of(),
            claims);
    return Provider.of(settings, through, Duration.ofMillis(intervalMillis), Instant::now);
  }

  @AfterEach
  void close() {
    client.close();
    threads.shutdownNow();
    fake.close();
  }

  private JWTClaimsSet.Builder ann() {
    return fake.claims("ann").claim("team", "lake");
  }

  private boolean isGood(JWTClaimsSet.Builder claims) {
    return tokens.verify(fake.sign(claims)).isPresent();
  }

  private static Date in(Duration time) {
    return Date.from(Instant.now().plus(time));
  }

  @Test
  void aGoodTokenSaysWho() {
    var token = ann().claim("name", "Ann").claim("groups", List.of("Admins", "x"));
    assertThat(tokens.verify(fake.sign(token)))
        .contains(
            new Identity(
                fake.issuer() + "#ann",
                "ann",
                Optional.of("Ann"),
                Optional.of(Set.of("Admins", "x"))));
    assertThat(tokens.verify(fake.sign(ann().claim("groups", "a, b"))))
        .hasValueSatisfying(who -> assertThat(who.groups().orElseThrow()).containsOnly("a", "b"));
    assertThat(isGood(ann().audience(List.of("others", "api")))).isTrue();
    assertThat(fake.keyFetches()).isEqualTo(1);
  }

  @Test
  void aTokenHasItsTime() {
    var inside = SKEW.minusSeconds(10);
    var outside = SKEW.plusSeconds(10);
    assertThat(isGood(ann().expirationTime(in(inside.negated())))).isTrue();
    assertThat(isGood(ann().expirationTime(in(outside.negated())))).isFalse();
    assertThat(isGood(ann().notBeforeTime(in(inside)))).isTrue();
    assertThat(isGood(ann().notBeforeTime(in(outside)))).isFalse();
    assertThat(isGood(ann().expirationTime(null))).isFalse();
  }

  @Test
  void aTokenIsForThisServerOfThisProvider() {
    assertThat(isGood(ann().audience("another"))).isFalse();
    assertThat(isGood(ann().audience((String) null))).isFalse();
    assertThat(isGood(ann().issuer(fake.issuer() + "/"))).isFalse();
    assertThat(isGood(ann().issuer(null))).isFalse();
    assertThat(isGood(ann().subject(null))).isFalse();
    assertThat(isGood(ann().claim("team", "sea"))).isFalse();
    assertThat(isGood(ann().claim("team", null))).isFalse();
  }

  @Test
  void onlyTheProvidersKeysSign() throws JOSEException {
    var claims = ann().build();
    assertThat(tokens.verify(new PlainJWT(claims).serialize())).as("alg none").isEmpty();
    byte[] published = fake.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    var confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(fake.key().getKeyID()).build(), claims);
    confused.sign(new MACSigner(published));
    assertThat(tokens.verify(confused.serialize())).as("HS256 with the public key").isEmpty();
    var stranger = FakeProvider.newKey();
    assertThat(tokens.verify(FakeProvider.sign(stranger, fake.key().getKeyID(), claims)))
        .as("another key under a known name")
        .isEmpty();
    assertThat(tokens.verify(FakeProvider.sign(stranger, stranger.getKeyID(), claims)))
        .as("an unknown key")
        .isEmpty();
    var first = fake.key();
    fake.addKey();
    assertThat(tokens.verify(FakeProvider.sign(first, fake.key().getKeyID(), claims)))
        .as("one published key under the name of another")
        .isEmpty();
    assertThat(tokens.verify("a.b.c")).isEmpty();
    assertThat(isGood(ann())).isTrue();
  }

  @Test
  void keysRotate() {
    String old = fake.sign(ann());
    assertThat(tokens.verify(old)).isPresent();
    fake.rotate();
    assertThat(isGood(ann())).isTrue();
    assertThat(tokens.verify(old)).as("signed with a key that was taken back").isEmpty();
  }

  @Test
  void nobodyCanHaveKeysFetchedWithoutEnd() {
    var patient = provider(fake.issuer(), client, 60_000).tokens();
    var stranger = FakeProvider.newKey();
    String forged = FakeProvider.sign(stranger, stranger.getKeyID(), ann().build());
    for (int i = 0; i < 20; i++) {
      assertThat(patient.verify(forged)).isEmpty();
      assertThat(patient.verify(fake.sign(ann()))).isPresent();
    }
    assertThat(fake.keyFetches()).isEqualTo(2);
  }

  @Test
  void whatIsKnownOutlivesAnOutage() {
    assertThat(isGood(ann())).isTrue();
    fake.setBroken(true);
    assertThat(isGood(ann())).isTrue();
    var late = provider(fake.issuer(), client, 1);
    unavailable(() -> late.tokens().verify(fake.sign(ann())));
    unavailable(() -> late.flow().authorization(LoginState.until(Instant.now(), "/")));
  }

  @Test
  void aProviderIsWhomItSaysAndWhereItMayBe() {
    String named = fake.issuer().replace("127.0.0.1", "localhost");
    try (var wide = client(List.of("localhost"));
        var narrow = client(List.of())) {
      unavailable(
          () ->
              provider(named, wide, 1).flow().authorization(LoginState.until(Instant.now(), "/")));
      unavailable(
          () ->
              provider(fake.issuer(), narrow, 1)
                  .flow()
                  .authorization(LoginState.until(Instant.now(), "/")));
    }
  }

  @Test
  void anAnswerWithoutEndEnds() throws IOException {
    var end = new CountDownLatch(1);
    var slow = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    slow.setExecutor(threads);
    slow.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try (exchange) {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    slow.start();
    try {
      String issuer = "http://127.0.0.1:" + slow.getAddress().getPort();
      var hanging = provider(issuer, client, 1);
      unavailable(() -> hanging.flow().authorization(LoginState.until(Instant.now(), "/")));
    } finally {
      end.countDown();
      slow.stop(0);
    }
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Unavailable.class));
  }
}
