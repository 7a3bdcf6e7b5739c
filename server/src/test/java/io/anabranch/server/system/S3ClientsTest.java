package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.blockstore.servers.PinnedPackages;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Python;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Published clients of S3 do with repositories what the table of {@code docs/s3.md} says that they
 * can; what they wrote is read again over the other protocol. Each runtime has a script beside this
 * class's resources, which asks its clients for each operation. Needs python3 with venv, Node.js,
 * Maven and their package indexes.
 */
@Tag("clients")
@Timeout(900)
class S3ClientsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DOCUMENT = Path.of("../docs/s3.md");
  private static final String DOMAIN = "s3.anabranch.test";
  private static final String REPOSITORY = "clients";
  private static final String OTHER_REPOSITORY = "others";

  @TempDir static Path stores;
  @TempDir static Path work;
  private static TestServer server;
  private static Path scripts;

  /** Their titles by their names. */
  private static SequencedMap<String, String> operations;

  @BeforeAll
  static void start() throws Exception {
    scripts = Path.of(Objects.requireNonNull(S3ClientsTest.class.getResource("s3clients")).toURI());
    JsonNode table = JSON.readTree(scripts.resolve("table.json").toFile());
    operations = new LinkedHashMap<>();
    table
        .path("operations")
        .properties()
        .forEach(each -> operations.put(each.getKey(), each.getValue().asText()));
    server =
        TestServer.start(
            stores, text -> text + "gateways: { s3: { domain_name: " + DOMAIN + " } }\n");
    ApiClient client = server.client();
    client.createRepository(REPOSITORY, "hot").expect(201);
    client.createRepository(OTHER_REPOSITORY, "archive").expect(201);
    for (int number = 0; number < table.path("paged").asInt(); number++) {
      client.upload(REPOSITORY, "main", "paged/%04d".formatted(number), "").expect(201);
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void clientsInPython() throws Exception {
    Python.in("s3-clients");
    Path programs = PinnedPackages.python(scripts.resolve("requirements.txt")).resolve("bin");
    hold("python", programs, programs.resolve("python").toString(), "-B", script("main.py"));
  }

  @Test
  void clientInJavaScript() throws Exception {
    Path modules = PinnedPackages.npm(scripts.resolve("package.json"));
    hold("javascript", modules, "node", script("client.mjs"));
  }

  @Test
  void hadoop() throws Exception {
    Path jars = PinnedPackages.maven(scripts.resolve("s3a-pom.xml"));
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    hold("hadoop", jars, java, "-cp", jars + "/*", script("S3a.java"));
  }

  private static String script(String name) {
    return scripts.resolve(name).toString();
  }

  private static void hold(String name, Path installed, String... command) throws Exception {
    Path folder = Files.createDirectory(work.resolve(name));
    Path log =
        Files.createDirectories(Path.of("target/s3-clients").toAbsolutePath())
            .resolve(name + ".log");
    var builder = new Python(folder).command(log, command);
    builder.environment().putAll(environment(folder, installed));
    int status = Python.end(builder);
    String said = Files.readString(log);
    Map<String, Map<String, String>> columns = columns(said);
    assertThat(status).as(said).isZero();
    assertThat(columns).as(said).isNotEmpty();
    assertThat(failures(columns)).as("see %s", log).isEmpty();
    readAgain(folder.resolve("written.json"));
    compare(columns);
  }

  private static Map<String, String> environment(Path folder, Path installed) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL", server.uri().toString());
    variables.put("AWS_ACCESS_KEY_ID", TestServer.ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", TestServer.SECRET);
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_DEFAULT_REGION", "us-east-1");
    variables.put("S3_REPOSITORY", REPOSITORY);
    variables.put("S3_OTHER_REPOSITORY", OTHER_REPOSITORY);
    variables.put("S3_DOMAIN", DOMAIN + ":" + server.uri().getPort());
    variables.put("S3_FOLDER", folder.toString());
    variables.put("S3_INSTALLED", installed.toString());
    // Nothing of the user's own settings, and names of files as they are.
    variables.put("HOME", folder.toString());
    variables.put("PYTHONUTF8", "1");
    variables.put("PATH", installed + ":" + System.getenv("PATH"));
    return variables;
  }

  /**
   * Lines of a client's name, an operation's and the answer; whatever else was said is left out.
   */
  private static Map<String, Map<String, String>> columns(String said) {
    Map<String, Map<String, String>> columns = new LinkedHashMap<>();
    for (String line : said.lines().toList()) {
      List<String> words = List.of(line.split("\t", 3));
      if (words.size() == 3 && operations.containsKey(words.get(1))) {
        columns
            .computeIfAbsent(words.getFirst(), _ -> new LinkedHashMap<>())
            .put(operations.get(words.get(1)), words.get(2));
      }
    }
    return columns;
  }

  private static List<String> failures(Map<String, Map<String, String>> columns) {
    return columns.entrySet().stream()
        .flatMap(
            column ->
                column.getValue().entrySet().stream()
                    .filter(cell -> cell.getValue().startsWith("FAILED"))
                    .map(cell -> column.getKey() + ": " + cell.getKey() + ": " + cell.getValue()))
        .toList();
  }

  /** What a script says that the repositories hold is there once it is committed. */
  private static void readAgain(Path written) throws Exception {
    commit(REPOSITORY);
    commit(OTHER_REPOSITORY);
    var objects = JSON.readTree(written.toFile()).properties();
    assertThat(objects).isNotEmpty();
    for (var object : objects) {
      List<String> words = List.of(object.getKey().split("/", 3));
      byte[] found =
          server.client().read(words.get(0), words.get(1), words.get(2)).expect(200).bytes();
      assertThat(hash(found)).as(object.getKey()).isEqualTo(object.getValue().asText());
    }
  }

  private static void commit(String repository) {
    server
        .client()
        .post(
            "/repositories/" + repository + "/branches/main/commits",
            Map.of("message", "what clients wrote", "allow_empty", true))
        .expect(201);
  }

  private static String hash(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static void compare(Map<String, Map<String, String>> columns) throws IOException {
    columns
        .values()
        .forEach(cells -> cells.replaceAll((_, cell) -> cell.equals("ok") ? cell : "–"));
    String document = Files.readString(DOCUMENT);
    String expected =
        S3ClientTable.of(document).with(columns).in(document, List.copyOf(operations.values()));
    if (Boolean.getBoolean("rewrite")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("the table of docs/s3.md is out of date; run this test with -Drewrite=true")
        .isEqualTo(expected);
  }
}
