package io.anabranch.blockstore.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** An HTTP server that says what a test tells it to, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {

  /** A request as it came; names of headers are in lower case. */
  record Asked(String method, String target, Map<String, String> headers, String body) {

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /** What is said to a request. */
  record Answer(int status, Map<String, String> headers, String body) {

    static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }

    static Answer error(int status, String code) {
      return of(status, "<Error><Code>" + code + "</Code></Error>");
    }

    Answer with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Answer(status, more, body);
    }
  }

  private final HttpServer server;
  private final String scheme;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Answer> script;

  private ScriptedServer(HttpServer server, String scheme, Function<Asked, Answer> script) {
    this.server = server;
    this.scheme = scheme;
    this.script = script;
    server.createContext("/", this::handle);
    server.start();
  }

  static ScriptedServer start() {
    try {
      return new ScriptedServer(HttpServer.create(anyPort(), 0), "http", _ -> Answer.of(200, ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ScriptedServer startTls(SSLContext tls) {
    try {
      HttpsServer server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new ScriptedServer(server, "https", _ -> Answer.of(200, ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all.getFirst()));
    Asked request =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    asked.add(request);
    Answer answer = script.apply(request);
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = answer.body().getBytes(UTF_8);
    boolean bodiless = request.method().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** From now on. */
  void says(Answer answer) {
    script = _ -> answer;
  }

  /** From now on. */
  void says(Function<Asked, Answer> answers) {
    script = answers;
  }

  /** In the order they came. */
  List<Asked> asked() {
    return asked;
  }

  URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
