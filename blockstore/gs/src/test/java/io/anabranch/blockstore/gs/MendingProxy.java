package io.anabranch.blockstore.gs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Stands before the server that stands in for Google's, and mends what it gets wrong: it takes the
 * name of an object that is joined as it comes, escapes and all.
 */
final class MendingProxy implements AutoCloseable {

  /** What each of both connections has for itself. */
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final HttpServer server;

  private MendingProxy(URI target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  static MendingProxy before(URI target) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      MendingProxy proxy = new MendingProxy(target, server);
      server.createContext("/", proxy::pass);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The target of a request, as the server understands it. */
  static String mended(String path) {
    return path.contains("/compose?") ? path.replace("%2F", "/") : path;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<InputStream> answer = http.send(request(exchange), BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        answer(exchange, answer, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) {
    URI uri = URI.create(target + mended(exchange.getRequestURI().toString()));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassed(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request
        .method(exchange.getRequestMethod(), BodyPublishers.ofInputStream(exchange::getRequestBody))
        .build();
  }

  private static void answer(
      HttpExchange exchange, HttpResponse<InputStream> answer, InputStream body)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (isPassed(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
    if (exchange.getRequestMethod().equals("HEAD")) {
      length.ifPresent(
          told -> exchange.getResponseHeaders().set("Content-Length", Long.toString(told)));
    }
    byte[] first = body.readNBytes(1);
    // To this server, zero means chunks and -1 nothing.
    exchange.sendResponseHeaders(answer.statusCode(), first.length == 0 ? -1 : length.orElse(0));
    exchange.getResponseBody().write(first);
    body.transferTo(exchange.getResponseBody());
  }

  private static boolean isPassed(String name) {
    return !OWN.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
