package io.anabranch.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes events over HTTP, or fails, or lets who sends them wait. */
final class Receiver implements AutoCloseable {

  enum Mood {
    TAKES,
    FAILS,
    HANGS,
    REDIRECTS
  }

  /** What came with a signature. */
  record Taken(String body, String signature) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  final AtomicInteger asked = new AtomicInteger();
  volatile Mood mood = Mood.TAKES;

  private final List<Taken> taken = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;

  Receiver() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/events");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Mood now = mood;
      asked.incrementAndGet();
      switch (now) {
        case TAKES -> {
          String signature = exchange.getRequestHeaders().getFirst("X-Anabranch-Signature");
          synchronized (taken) {
            taken.add(new Taken(body, String.valueOf(signature)));
          }
          exchange.sendResponseHeaders(204, -1);
        }
        case FAILS -> exchange.sendResponseHeaders(503, -1);
        case HANGS -> awaitClose();
        case REDIRECTS -> {
          exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
          mood = Mood.TAKES;
          exchange.sendResponseHeaders(302, -1);
        }
      }
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  List<Taken> taken() {
    synchronized (taken) {
      return List.copyOf(taken);
    }
  }

  /** All events that it took, in the order they came. */
  List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    for (Taken batch : taken()) {
      json(batch.body()).path("events").forEach(events::add);
    }
    return events;
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.close();
  }
}
