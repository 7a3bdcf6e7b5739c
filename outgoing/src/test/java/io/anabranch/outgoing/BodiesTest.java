package io.anabranch.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.anabranch.outgoing.OutgoingRequest.Body;
import io.anabranch.outgoing.OutgoingRequest.Method;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Redirects once, with the status that the query says. */
  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    arrived.add(exchange.getRequestMethod() + " " + type + " " + body);
    String status = exchange.getRequestURI().getQuery();
    if (status != null) {
      exchange.getResponseHeaders().add("Location", "/there");
    }
    exchange.sendResponseHeaders(status == null ? 200 : Integer.parseInt(status), -1);
    exchange.close();
  }

  @ParameterizedTest
  @CsvSource({"301,false", "302,false", "303,false", "307,true", "308,true"})
  void redirectsRepeatBodiesOrBecomeGet(String status, boolean repeated) throws IOException {
    var settings =
        new OutgoingSettings(
            AddressRules.allowing(List.of("127.0.0.1")),
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/?" + status);
    var request =
        new OutgoingRequest(
            Method.POST, url, Map.of(), Map.of(), new Body("application/json", "{\"ä\":1}"));
    try (OutgoingClient client = OutgoingClient.open(settings);
        OutgoingResponse response = client.send(request)) {
      assertThat(response.status()).isEqualTo(200);
    }
    String posted = "POST application/json; charset=UTF-8 {\"ä\":1}";
    assertThat(arrived).containsExactly(posted, repeated ? posted : "GET null ");
  }
}
