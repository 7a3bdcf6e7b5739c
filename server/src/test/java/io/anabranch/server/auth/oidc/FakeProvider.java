package io.anabranch.server.auth.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenID Connect provider on this machine: it publishes its keys, signs on whomever it is told
 * to without asking, and redeems each code once, for its client, its redirect and its verifier.
 */
public final class FakeProvider implements AutoCloseable {

  public static final String CLIENT = "anabranch";
  public static final String SECRET = "client secret/with+signs";

  private record Grant(String redirect, String nonce, Optional<String> challenge) {}

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ECKey> keys = new CopyOnWriteArrayList<>();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final AtomicInteger keyFetches = new AtomicInteger();
  private volatile JWTClaimsSet person = new JWTClaimsSet.Builder().subject("nobody").build();
  private volatile boolean broken;
  private volatile String nonceInstead = "";

  public FakeProvider() {
    keys.add(newKey());
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    http.createContext("/", this::answer);
    http.setExecutor(threads);
    http.start();
  }

  static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String issuer() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Who signs on from now on: claims beside those that every token has. */
  public void signsOn(JWTClaimsSet.Builder claims) {
    person = claims.build();
  }

  public void setBroken(boolean now) {
    broken = now;
  }

  /** What tokens say for a nonce; empty for what was asked. */
  void sayNonce(String nonce) {
    nonceInstead = nonce;
  }

  ECKey key() {
    return keys.getLast();
  }

  /** Publishes one more key, and signs with it. */
  void addKey() {
    keys.add(newKey());
  }

  /** Publishes a new key in place of all others. */
  void rotate() {
    addKey();
    keys.removeIf(key -> !key.equals(keys.getLast()));
  }

  int keyFetches() {
    return keyFetches.get();
  }

  /** Claims of a token for the client, good for ten minutes. */
  public JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(CLIENT)
        .subject(subject)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  public String sign(JWTClaimsSet.Builder claims) {
    return sign(key(), key().getKeyID(), claims.build());
  }

  static String sign(ECKey key, String keyId, JWTClaimsSet claims) {
    try {
      var token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(), claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (broken) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/openid-configuration" -> send(exchange, 200, document());
        case "/keys" -> {
          keyFetches.incrementAndGet();
          send(exchange, 200, new JWKSet(List.copyOf(keys)).toString(true));
        }
        case "/authorize" -> authorize(exchange);
        case "/token" -> redeem(exchange);
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private String document() {
    return """
    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
     "jwks_uri": "%1$s/keys", "response_types_supported": ["code"],
     "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"]}
    """
        .formatted(issuer());
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var query = URLUtils.parseParameters(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    grants.put(
        code,
        new Grant(
            first(query, "redirect_uri"),
            first(query, "nonce"),
            Optional.of(first(query, "code_challenge")).filter(text -> !text.isEmpty())));
    String target =
        first(query, "redirect_uri") + "?code=" + code + "&state=" + first(query, "state");
    exchange.getResponseHeaders().add("Location", target);
    exchange.sendResponseHeaders(302, -1);
  }

  private void redeem(HttpExchange exchange) throws IOException {
    var form =
        URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    String pair = URLUtils.serializeParameters(Map.of(CLIENT, List.of(SECRET))).replace('=', ':');
    String expected = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{\"error\": \"invalid_client\"}");
      return;
    }
    Grant grant = grants.remove(first(form, "code"));
    if (grant == null
        || !grant.redirect().equals(first(form, "redirect_uri"))
        || !isProven(grant, first(form, "code_verifier"))) {
      send(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    var claims = claims(String.valueOf(person.getSubject()));
    person.getClaims().forEach(claims::claim);
    String nonce = nonceInstead.isEmpty() ? grant.nonce() : nonceInstead;
    if (!nonce.isEmpty()) {
      claims.claim("nonce", nonce);
    }
    send(
        exchange,
        200,
        "{\"access_token\": \"opaque\", \"token_type\": \"Bearer\", \"id_token\": \"%s\"}"
            .formatted(sign(claims)));
  }

  private static boolean isProven(Grant grant, String verifier) {
    return grant.challenge().isEmpty()
        ? verifier.isEmpty()
        : !verifier.isEmpty()
            && CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
                .getValue()
                .equals(grant.challenge().get());
  }

  private static String first(Map<String, List<String>> values, String name) {
    return values.getOrDefault(name, List.of("")).getFirst();
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Its page where people sign on, for clients that go there by themselves. */
  public URI authorization(String redirect) {
    return URI.create(
        issuer()
            + "/authorize?"
            + URLUtils.serializeParameters(
                Map.of("redirect_uri", List.of(redirect), "state", List.of("s"))));
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
