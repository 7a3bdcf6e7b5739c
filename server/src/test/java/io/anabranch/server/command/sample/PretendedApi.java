package io.anabranch.server.command.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** As much of the API as the sample uses, in memory; answers as the published API does. */
final class PretendedApi implements AutoCloseable {

  private record Commit(
      String id, String message, String step, Map<String, String> files, List<Commit> history) {}

  private static final class Repo {
    final Map<String, Commit> refs = new TreeMap<>();
    final Map<String, Map<String, String>> staged = new TreeMap<>();
    String store = "";
  }

  private record Answer(int status, Object body) {}

  private static final Answer MISSING = new Answer(404, Map.of("message", "not found"));

  private final HttpServer http;
  private final JsonMapper json = JsonMapper.createDefault();
  private final Map<String, Repo> repositories = new TreeMap<>();
  private int calls;
  private int failing;
  private boolean effective;
  private int commits;

  PretendedApi() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/v1", this::answer);
    http.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  int calls() {
    return calls;
  }

  /** That call answers 503, after or instead of taking effect. */
  void failAt(int call, boolean afterItsEffect) {
    failing = call;
    effective = afterItsEffect;
  }

  Map<String, String> stores() {
    var stores = new TreeMap<String, String>();
    repositories.forEach((name, repository) -> stores.put(name, repository.store));
    return stores;
  }

  Map<String, String> files(String repository, String ref) {
    return known(known(repositories, repository).refs, ref).files;
  }

  /** Everything but ids. */
  String summary() {
    var text = new StringBuilder();
    repositories.forEach(
        (name, repository) ->
            repository.refs.forEach(
                (ref, commit) ->
                    text.append(name + " " + ref + " " + messages(commit) + commit.files + "\n")));
    return text.toString();
  }

  private static List<String> messages(Commit commit) {
    return Stream.concat(Stream.of(commit), commit.history.stream()).map(Commit::message).toList();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/api/v1/repositories".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean fails = ++calls == failing;
    Answer answer = new Answer(503, Map.of("message", "out of order"));
    if (!fails || effective) {
      String query = exchange.getRequestURI().getRawQuery();
      var result =
          exchange.getRequestMethod().equals("GET")
              ? get(List.of(path.split("/", -1)))
              : post(List.of(path.split("/", -1)), query == null ? "" : query, body);
      answer = fails ? answer : result;
    }
    byte[] content = json.writeValueAsBytes(node(answer.body));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status, content.length);
    exchange.getResponseBody().write(content);
    exchange.close();
  }

  private Answer get(List<String> path) {
    Repo repository = repositories.get(path.get(1));
    if (repository == null) {
      return MISSING;
    } else if (path.size() == 2) {
      return new Answer(200, Map.of("id", path.get(1)));
    }
    Commit commit = repository.refs.get(path.get(3));
    if (commit == null) {
      return MISSING;
    } else if (path.size() == 4) {
      return new Answer(200, Map.of("id", commit.id));
    } else if (path.get(4).equals("commits")) {
      var log =
          Stream.concat(Stream.of(commit), commit.history.stream())
              .map(c -> (Object) Map.of("id", c.id, "metadata", Map.of("sample_step", c.step)));
      return new Answer(200, Map.of("results", log.toList()));
    }
    return new Answer(200, Map.of("results", diff(commit, known(repository.refs, path.get(5)))));
  }

  private static List<Object> diff(Commit left, Commit right) {
    var paths = new TreeSet<>(left.files.keySet());
    paths.addAll(right.files.keySet());
    paths.removeIf(path -> left.files.getOrDefault(path, "").equals(right.files.get(path)));
    return paths.stream().map(path -> (Object) Map.of("type", "changed", "path", path)).toList();
  }

  private Answer post(List<String> path, String query, byte[] body) throws IOException {
    if (path.size() == 1) {
      return createRepository(fields(body));
    }
    Repo repository = known(repositories, path.get(1));
    String operation = path.getLast();
    if (operation.equals("objects")) {
      String file = URLDecoder.decode(query.substring("path=".length()), UTF_8);
      repository
          .staged
          .computeIfAbsent(path.get(3), _ -> new TreeMap<>())
          .put(file, new String(body, UTF_8));
      return new Answer(201, Map.of());
    }
    var fields = fields(body);
    return switch (operation) {
      case "branches" -> createRef(repository, text(fields, "name"), text(fields, "source"));
      case "tags" -> createRef(repository, text(fields, "id"), text(fields, "ref"));
      case "commits" -> {
        var staged = repository.staged.getOrDefault(path.get(3), new TreeMap<>());
        yield commit(repository, path.get(3), staged, List.of(), fields);
      }
      default -> {
        Commit source = known(repository.refs, path.get(3));
        var reached = new ArrayList<>(List.of(source));
        reached.addAll(source.history);
        yield commit(repository, path.get(5), source.files, reached, fields);
      }
    };
  }

  private Answer createRepository(JsonNode fields) {
    var repository = new Repo();
    repository.store = text(fields, "storage_id");
    repository.refs.put("main", new Commit("0".repeat(64), "created", "", Map.of(), List.of()));
    return repositories.putIfAbsent(text(fields, "name"), repository) == null
        ? new Answer(201, Map.of())
        : new Answer(409, Map.of("message", "not unique"));
  }

  private static Answer createRef(Repo repository, String name, String source) {
    return repository.refs.putIfAbsent(name, known(repository.refs, source)) == null
        ? new Answer(201, Map.of())
        : new Answer(409, Map.of("message", "already exists"));
  }

  private Answer commit(
      Repo repository,
      String branch,
      Map<String, String> changes,
      List<Commit> reached,
      JsonNode fields) {
    Commit head = known(repository.refs, branch);
    var files = new TreeMap<>(head.files);
    files.putAll(changes);
    if (files.equals(head.files)) {
      return new Answer(400, Map.of("message", "commit: no changes"));
    }
    var history = new ArrayList<>(List.of(head));
    history.addAll(head.history);
    var known = new HashSet<>(history);
    reached.stream().filter(known::add).forEach(history::add);
    String id = "%064d".formatted(++commits);
    String step = text(fields.get("metadata"), "sample_step");
    repository.refs.put(branch, new Commit(id, text(fields, "message"), step, files, history));
    repository.staged.remove(branch);
    return new Answer(201, Map.of("id", id));
  }

  private static <T> T known(Map<String, T> things, String name) {
    return Objects.requireNonNull(things.get(name), name);
  }

  private JsonNode fields(byte[] body) throws IOException {
    return json.readValue(body, JsonNode.class);
  }

  private static String text(JsonNode object, String name) {
    return object.get(name).getStringValue();
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var fields = new LinkedHashMap<String, JsonNode>();
        map.forEach((name, field) -> fields.put(name.toString(), node(field)));
        yield JsonNode.createObjectNode(fields);
      }
      case List<?> list -> JsonNode.createArrayNode(list.stream().map(PretendedApi::node).toList());
      default -> JsonNode.createStringNode(value.toString());
    };
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
