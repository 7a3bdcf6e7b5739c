package io.anabranch.benchmarks.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as the API would, without doing anything; remembers the first request of each kind. */
final class FakeServer implements AutoCloseable {

  private static final Map<String, Integer> STATUSES =
      Map.of("GET", 200, "POST", 201, "PUT", 201, "DELETE", 204);

  private final ConcurrentMap<String, String> bodies = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + address().getPort());
  }

  /** The body of the first request with this method and path, without its query. */
  String bodyOf(String methodAndPath) {
    return bodies.getOrDefault(methodAndPath, "no such request, only " + bodies.keySet());
  }

  /** Paths that say so are answered in chunks, with an error, or with the connection's end. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      byte[] body = exchange.getRequestBody().readAllBytes();
      bodies.putIfAbsent(method + " " + path, new String(body, StandardCharsets.ISO_8859_1));
      int status = path.contains("refused") ? 409 : STATUSES.getOrDefault(method, 500);
      if (path.contains("last")) {
        exchange.getResponseHeaders().set("Connection", "close");
      }
      byte[] answer =
          ("answer to " + exchange.getRequestURI()).getBytes(StandardCharsets.ISO_8859_1);
      long length = status == 204 ? -1 : path.contains("chunked") ? 0 : answer.length;
      exchange.sendResponseHeaders(status, length);
      if (length >= 0) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
