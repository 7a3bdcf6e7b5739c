package io.anabranch.server.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Stands before a server and passes requests on, until one comes that matches: that one, and what
 * comes after it, is never answered.
 */
final class Gate implements AutoCloseable {

  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "http2-settings", "upgrade");

  private final URI server;
  private final Predicate<String> held;
  private final boolean carriedOut;

  /** Whether the request that is held has come, or will not come any more. */
  private final CompletableFuture<Boolean> reached = new CompletableFuture<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer listener;

  /**
   * @param held such as {@code POST .+restore}, of method and path
   */
  Gate(URI server, String held) throws IOException {
    this(server, Pattern.compile(held).asMatchPredicate(), false);
  }

  /**
   * @param held of method and path
   * @param carriedOut whether the server gets to see the request that is held
   */
  Gate(URI server, Predicate<String> held, boolean carriedOut) throws IOException {
    this.server = server;
    this.held = held;
    this.carriedOut = carriedOut;
    this.listener =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.setExecutor(threads);
    listener.createContext("/", this::pass);
    listener.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getAddress().getPort());
  }

  /** Whether the request that is held has come before the client ended; waits for either. */
  boolean holds(Process client) throws Exception {
    var _ = client.onExit().thenAccept(_ -> reached.complete(false));
    return reached.get(60, TimeUnit.SECONDS);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      if (reached.isDone() || held.test(request)) {
        if (carriedOut && !reached.isDone()) {
          var _ = send(exchange);
        }
        reached.complete(true);
        closed.await();
        return;
      }
      answer(exchange, send(exchange));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> send(HttpExchange exchange)
      throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    var request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange.getRequestHeaders().forEach((name, values) -> add(request, name, values));
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    int length = response.body().length;
    exchange.sendResponseHeaders(response.statusCode(), length == 0 ? -1 : length);
    exchange.getResponseBody().write(response.body());
  }

  private static void add(HttpRequest.Builder request, String name, List<String> values) {
    if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
      values.forEach(value -> request.header(name, value));
    }
  }

  @Override
  public void close() {
    closed.countDown();
    listener.stop(0);
    client.shutdownNow();
    client.close();
    threads.close();
  }
}
