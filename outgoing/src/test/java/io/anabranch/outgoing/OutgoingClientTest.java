package io.anabranch.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.anabranch.outgoing.OutgoingRequest.Method;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingClientTest {

  private static final long LARGE_BYTES = 1L << 50;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** Every request that arrived: its host, path and the one private header. */
  private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());

  private HttpServer server;
  private HttpServer other;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = server();
    other = server();
    port = server.getAddress().getPort();
  }

  /** Redirects {@code /to?URL} to that URL, has a lot to say at {@code /large}. */
  private HttpServer server() throws IOException {
    HttpServer started = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    started.createContext(
        "/",
        exchange -> {
          String target = exchange.getRequestURI().getRawQuery();
          var headers = exchange.getRequestHeaders();
          arrived.add(
              headers.getFirst("Host")
                  + exchange.getRequestURI().getRawPath()
                  + " "
                  + headers.getFirst("X-Key"));
          if (target != null) {
            exchange.getResponseHeaders().add("Location", target);
          }
          boolean large = exchange.getRequestURI().getPath().equals("/large");
          exchange.sendResponseHeaders(target == null ? 200 : 302, large ? LARGE_BYTES : -1);
          for (long sent = 0; large && sent < LARGE_BYTES; sent += CHUNK_BYTES) {
            exchange.getResponseBody().write(new byte[CHUNK_BYTES]);
          }
          exchange.close();
        });
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.start();
    return started;
  }

  @AfterEach
  void stop() {
    server.stop(0);
    other.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::1%25lo]",
        "0.0.0.0",
        "[::]"
      })
  void noFormOfLoopbackIsConnectedTo(String host) {
    try (OutgoingClient client = client(AddressRules.allowing(List.of()), Names.SYSTEM)) {
      assertThatThrownBy(() -> get(client, "http://" + host + ":" + port + "/"))
          .isInstanceOf(IOException.class);
    }
    assertThat(arrived).isEmpty();
  }

  @Test
  void theHostKeepsItsNameOnTheWayToItsAddress() throws IOException {
    try (OutgoingClient client = client(allowing("127.0.0.1"), host -> addresses("127.0.0.1"))) {
      assertThat(get(client, "http://data.example:" + port + "/x//a%20b")).isEqualTo(200);
    }
    assertThat(arrived).containsExactly("data.example:" + port + "/x//a%20b secret");
  }

  @Test
  void aNameCannotChangeItsAddressAfterTheCheck() {
    AtomicInteger asked = new AtomicInteger();
    Names rebinding = host -> addresses(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2");
    try (OutgoingClient client = client(allowing("127.0.0.1"), rebinding)) {
      String url = "http://data.example:" + port + "/";

      assertThat(status(client, url)).isEqualTo(200);
      assertThat(asked).as("looked up once for a connection").hasValue(1);
      server.stop(0);
      assertThatThrownBy(() -> get(client, url)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> get(client, url))
          .isInstanceOf(ForbiddenAddressException.class)
          .hasMessageContaining("127.0.0.2");
    }
  }

  @Test
  void aHostWithOneBadAddressIsNotConnectedTo() {
    try (OutgoingClient client =
        client(allowing("127.0.0.1"), host -> addresses("127.0.0.1", "10.0.0.1"))) {
      assertThatThrownBy(() -> get(client, "http://data.example:" + port + "/"))
          .isInstanceOf(ForbiddenAddressException.class);
    }
    assertThat(arrived).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:1/",
        "//127.0.0.2/",
        "http://user:word@127.0.0.1/",
        "file:///etc/passwd",
        "http://[fe80::1%25lo]/"
      })
  void redirectsAreCheckedToo(String target) {
    try (OutgoingClient client = client(allowing("127.0.0.1"), Names.SYSTEM)) {
      assertThatThrownBy(() -> get(client, "http://127.0.0.1:" + port + "/?" + target))
          .isInstanceOf(ForbiddenAddressException.class);
    }
    assertThat(arrived).hasSize(1);
  }

  @Test
  void redirectsAreFollowedAFewTimes() {
    try (OutgoingClient client = client(allowing("127.0.0.1"), Names.SYSTEM)) {
      String url = "http://127.0.0.1:" + port;
      assertThat(status(client, url + "/a?" + "b?".repeat(4) + "end")).isEqualTo(200);
      assertThat(arrived).hasSize(6).last().asString().contains("/end");
      assertThatThrownBy(() -> get(client, url + "/?" + "b?".repeat(5) + "end"))
          .isInstanceOf(RedirectException.class)
          .hasMessageContaining("more than 5");
      assertThatThrownBy(() -> get(client, url + "/?http://a%20b[/"))
          .isInstanceOf(RedirectException.class);
    }
  }

  @Test
  void whatIsPrivateStaysAtItsOrigin() {
    String here = "http://127.0.0.1:" + port;
    String there = "http://127.0.0.1:" + other.getAddress().getPort();
    try (OutgoingClient client = client(allowing("127.0.0.1"), Names.SYSTEM)) {
      status(client, here + "/1?" + here + "/2?" + there + "/3?" + here + "/4");
    }
    assertThat(arrived)
        .extracting(request -> request.substring(request.indexOf('/')))
        .containsExactly("/1 secret", "/2 secret", "/3 null", "/4 null");
    assertThat(request(here + "/1?token").toString())
        .doesNotContain("secret")
        .doesNotContain("token");
  }

  @Test
  void anOpenAnswerHoldsAConnectionUntilItIsGivenUp() throws IOException {
    Duration limit = Duration.ofSeconds(5);
    var settings =
        new OutgoingSettings(allowing("127.0.0.1"), 1, Duration.ofMillis(50), limit, limit);
    OutgoingRequest request = request("http://127.0.0.1:" + port + "/large");
    try (OutgoingClient client = OutgoingClient.open(settings)) {
      try (OutgoingResponse open = client.send(request)) {
        assertThat(open.body().readNBytes(10)).hasSize(10);
        assertThatThrownBy(() -> client.send(request))
            .isInstanceOf(ConnectionsInUseException.class);
      }
      assertThat(status(client, "http://127.0.0.1:" + port + "/")).isEqualTo(200);
    }
  }

  @Test
  void certificatesAreHeldAgainstTheName() throws Exception {
    SSLContext trust = SelfSigned.context("origin.example");
    HttpServer secure = SelfSigned.server(trust, "http://127.0.0.1:" + port + "/");
    secure.start();
    int securePort = secure.getAddress().getPort();
    Names names = host -> addresses("127.0.0.1");
    try (OutgoingClient client =
            OutgoingClient.open(settings(allowing("127.0.0.1")), names, trust);
        OutgoingClient stranger = client(allowing("127.0.0.1"), names)) {
      assertThat(get(client, "https://origin.example:" + securePort + "/")).isEqualTo(200);
      assertThatThrownBy(() -> get(client, "https://other.example:" + securePort + "/"))
          .isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> get(stranger, "https://origin.example:" + securePort + "/"))
          .isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> get(client, "https://origin.example:" + securePort + "/down"))
          .isInstanceOf(RedirectException.class)
          .hasMessageContaining("from https to http");
    } finally {
      secure.stop(0);
    }
    assertThat(arrived).isEmpty();
  }

  private static InetAddress[] addresses(String... literals) {
    return List.of(literals).stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  private static AddressRules allowing(String address) {
    return AddressRules.allowing(List.of(address));
  }

  private static OutgoingClient client(AddressRules rules, Names names) {
    try {
      return OutgoingClient.open(settings(rules), names, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static OutgoingSettings settings(AddressRules rules) {
    Duration limit = Duration.ofSeconds(5);
    return new OutgoingSettings(rules, 2, limit, limit, limit);
  }

  private static OutgoingRequest request(String url) {
    return new OutgoingRequest(Method.GET, URI.create(url), Map.of(), Map.of("X-Key", "secret"));
  }

  private static int get(OutgoingClient client, String url) throws IOException {
    try (OutgoingResponse response = client.send(request(url))) {
      return response.status();
    }
  }

  private static int status(OutgoingClient client, String url) {
    try {
      return get(client, url);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
