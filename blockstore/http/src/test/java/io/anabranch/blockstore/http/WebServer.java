package io.anabranch.blockstore.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Serves the objects of a blockstore below {@code /files/}, as a good web server does, or with the
 * habits of others.
 */
public final class WebServer implements AutoCloseable {

  /** What web servers are known to do. */
  public enum Habit {
    IGNORES_RANGES,
    GIVES_ANOTHER_RANGE,
    IGNORES_CONDITIONS,
    REFUSES_HEAD,
    GIVES_WEAK_ETAGS,
    GIVES_NO_ETAG,
    GIVES_NO_TIME,
    TELLS_NO_LENGTH
  }

  private static final String FOLDER = "/files/";

  private final Blockstore files;
  private final Set<Habit> habits = Collections.synchronizedSet(EnumSet.noneOf(Habit.class));
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  private WebServer(Blockstore files, HttpServer server) {
    this.files = files;
    this.server = server;
  }

  /**
   * @param files whose objects have no container; not closed
   */
  public static WebServer start(Blockstore files, Habit... habits) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      WebServer started = new WebServer(files, server);
      started.habits.addAll(List.of(habits));
      server.createContext("/", started::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void take(Habit habit) {
    habits.add(habit);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + FOLDER);
  }

  /** Method and key of each request so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The objects that it serves. */
  public Blockstore files() {
    return files;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String key = path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
    requests.add(exchange.getRequestMethod() + " " + key);
    try (exchange) {
      if (exchange.getRequestMethod().equals("HEAD") && habits.contains(Habit.REFUSES_HEAD)) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      Optional<OpenObject> file = key.isEmpty() ? Optional.empty() : find(key);
      if (file.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      try (OpenObject object = file.get()) {
        serve(exchange, object);
      }
    }
  }

  private Optional<OpenObject> find(String key) {
    try {
      return Optional.of(files.open(new PhysicalAddress("", key), ReadOptions.WHOLE));
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void serve(HttpExchange exchange, OpenObject object) throws IOException {
    ObjectInfo info = object.info();
    describe(exchange, info);
    Optional<ByteRange> range = range(exchange);
    String condition = exchange.getRequestHeaders().getFirst("If-Match");
    if (condition != null
        && !condition.equals('"' + info.etag() + '"')
        && !habits.contains(Habit.IGNORES_CONDITIONS)) {
      exchange.sendResponseHeaders(412, -1);
    } else if (range.isPresent()) {
      part(exchange, object, range.get());
    } else {
      send(exchange, object, 200, info.size());
    }
  }

  private void describe(HttpExchange exchange, ObjectInfo info) {
    var headers = exchange.getResponseHeaders();
    if (!habits.contains(Habit.GIVES_NO_ETAG)) {
      String weak = habits.contains(Habit.GIVES_WEAK_ETAGS) ? "W/" : "";
      headers.set("ETag", weak + '"' + info.etag() + '"');
    }
    if (!habits.contains(Habit.GIVES_NO_TIME)) {
      headers.set(
          "Last-Modified",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              info.lastModified().atOffset(ZoneOffset.UTC)));
    }
    info.attributes().contentType().ifPresent(type -> headers.set("Content-Type", type));
  }

  private Optional<ByteRange> range(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Range");
    if (header == null || habits.contains(Habit.IGNORES_RANGES)) {
      return Optional.empty();
    }
    String[] ends = header.substring("bytes=".length()).split("-", -1);
    long first = Long.parseLong(ends[0]);
    return Optional.of(
        ends[1].isEmpty()
            ? ByteRange.from(first)
            : new ByteRange(first, Long.parseLong(ends[1]) - first + 1));
  }

  private void part(HttpExchange exchange, OpenObject object, ByteRange range) throws IOException {
    long size = object.info().size();
    long length = range.lengthWithin(size);
    if (length == 0) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + size);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    long first = habits.contains(Habit.GIVES_ANOTHER_RANGE) ? 0 : range.offset();
    object.stream().skipNBytes(first);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(first, first + length - 1, size));
    send(exchange, object, 206, length);
  }

  private void send(HttpExchange exchange, OpenObject object, int status, long length)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      if (!habits.contains(Habit.TELLS_NO_LENGTH)) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      }
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    // To this server, zero means chunks and -1 nothing.
    long announced = length == 0 ? -1 : length;
    exchange.sendResponseHeaders(status, habits.contains(Habit.TELLS_NO_LENGTH) ? 0 : announced);
    exchange.getResponseBody().write(object.stream().readNBytes((int) length));
  }
}
