package io.anabranch.blockstore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to a server on this machine that a test makes slow, short or silent, by {@link
 * TestServers#toxiproxy}. A fault holds until the link is healed; those that cut hold for
 * connections that are made from then on.
 */
public final class FaultyLink implements AutoCloseable {

  /** Which bytes a fault befalls. */
  public enum Direction {
    TO_SERVER("upstream"),
    TO_CLIENT("downstream");

    private final String stream;

    Direction(String stream) {
      this.stream = stream;
    }
  }

  /** How a connection is cut. */
  public enum Cut {
    /** In good order, as if all had been sent. */
    END,
    /** By a TCP reset. */
    RESET
  }

  private static final Pattern LISTEN = Pattern.compile("\"listen\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestServer proxy;
  private final URI endpoint;

  private FaultyLink(TestServer proxy, URI server) {
    this.proxy = proxy;
    String made =
        post(
            "/proxies",
            "{'name': 'link', 'listen': '%s:0', 'upstream': '%s', 'enabled': true}"
                .formatted(TestServer.HOST, server.getAuthority()));
    Matcher listen = LISTEN.matcher(made);
    if (!listen.find()) {
      throw new IllegalStateException("Toxiproxy does not say where it listens: " + made);
    }
    this.endpoint = URI.create("http://" + listen.group(1));
  }

  /** Without any fault; a test is skipped where Toxiproxy is. */
  public static FaultyLink to(URI server) {
    return new FaultyLink(TestServers.toxiproxy(), server);
  }

  /** Without a slash at its end. */
  public URI endpoint() {
    return endpoint;
  }

  /** Bytes arrive later. */
  public void delay(Direction direction, Duration delay) {
    add(direction, "latency", 1, "'latency': " + delay.toMillis());
  }

  /** Bytes arrive no faster. */
  public void slow(Direction direction, int kilobytesPerSecond) {
    add(direction, "bandwidth", 1, "'rate': " + kilobytesPerSecond);
  }

  /** No byte arrives, and nothing else happens. */
  public void silence(Direction direction) {
    add(direction, "timeout", 1, "'timeout': 0");
  }

  /** A connection ends after so many bytes, headers included. */
  public void cut(Direction direction, int bytes, Cut cut) {
    add(direction, "limit_data", 1, "'bytes': " + bytes);
    if (cut == Cut.RESET) {
      // It never happens by itself, but its presence makes every end of a connection a reset.
      add(direction, "reset_peer", 0, "'timeout': 0");
    }
  }

  /** Takes all faults away. */
  public void heal() {
    post("/reset", "");
  }

  /**
   * @param share of the connections that have it
   */
  private void add(Direction direction, String type, int share, String attributes) {
    post(
        "/proxies/link/toxics",
        "{'type': '%s', 'stream': '%s', 'toxicity': %d, 'attributes': {%s}}"
            .formatted(type, direction.stream, share, attributes));
  }

  private String post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(proxy.endpoint().resolve(path))
            .POST(BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException("Toxiproxy refuses " + body + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while making a fault", e);
    }
  }

  @Override
  public void close() {
    http.close();
    proxy.close();
  }
}
