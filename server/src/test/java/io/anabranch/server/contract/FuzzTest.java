package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Python;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends thousands of requests that schemathesis makes of the document, well-formed ones and others,
 * and holds the answers to it: no failure of the server, and nothing that is not documented. Needs
 * python3 with venv, and PyPI.
 */
@Tag("clients")
@Timeout(420)
class FuzzTest {

  private static final String SCHEMATHESIS = "schemathesis==4.32.5";
  private static final String CHECKS =
      "not_a_server_error,status_code_conformance,content_type_conformance,"
          + "response_schema_conformance";

  /** Of the fuzzer's choices: a change is judged by the same requests as the one before it. */
  private static final String SEED = "20261128";

  private static final int LEAST_REQUESTS = 5_000;
  private static final int REQUESTS_PER_OPERATION = 10;

  /** The first takes away what the others are about; a HEAD says nothing of the body it lacks. */
  private static final Set<String> LEFT_OUT = Set.of("deleteRepository", "headLinkedObject");

  private static final Pattern SENT = Pattern.compile("(\\d+) generated");

  @TempDir Path stores;

  @Test
  void whateverIsSentTheAnswerIsDocumented() throws Exception {
    var python = Python.in("fuzz");
    Path program = install(python);
    try (var server = TestServer.start(stores)) {
      fill(server.client());
      Path log = python.folder().resolve("requests.log");
      int status = Python.end(python.command(log, command(python, program, server)));
      String report = Files.readString(log);
      assertThat(status).as(report).isZero();
      var sent = SENT.matcher(report);
      assertThat(sent.find()).as(report).isTrue();
      assertThat(Integer.parseInt(sent.group(1))).isGreaterThanOrEqualTo(LEAST_REQUESTS);
    }
  }

  private static Path install(Python python) throws Exception {
    Path venv = python.folder().resolve("venv");
    Path log = python.folder().resolve("pip.log");
    if (Files.notExists(venv)) {
      assertThat(Python.end(python.command(log, "python3", "-m", "venv", venv.toString())))
          .isZero();
    }
    String pip = venv.resolve("bin/pip").toString();
    int status = Python.end(python.command(log, pip, "install", "--quiet", SCHEMATHESIS));
    assertThat(status).as(Files.readString(log)).isZero();
    return venv.resolve("bin/schemathesis");
  }

  private static void fill(ApiClient client) {
    client.createRepository("fuzz", "hot").expect(201);
    client.upload("fuzz", "main", "a", "one").expect(201);
    client.upload("fuzz", "main", "b/c", "two").expect(201);
    client.commit("fuzz", "main", "one");
    client
        .post("/repositories/fuzz/branches", Map.of("name", "side", "source", "main"))
        .expect(201);
    client.post("/repositories/fuzz/tags", Map.of("id", "v1", "ref", "main")).expect(201);
  }

  private static String[] command(Python python, Path program, TestServer server)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--config-file",
                settings(python).toString(),
                "run",
                server.uri() + "/openapi.json",
                "--auth",
                TestServer.ACCESS_KEY + ":" + TestServer.SECRET,
                "--checks",
                CHECKS,
                "--phases",
                "examples,coverage,fuzzing",
                "--max-examples",
                Integer.toString(REQUESTS_PER_OPERATION),
                "--workers",
                "2",
                "--suppress-health-check",
                "all",
                "--request-timeout",
                "60",
                "--max-failures",
                "20",
                "--seed",
                SEED));
    LEFT_OUT.forEach(id -> words.addAll(List.of("--exclude-operation-id", id)));
    return words.toArray(String[]::new);
  }

  private static Path settings(Python python) throws IOException {
    Path file = python.folder().resolve("schemathesis.toml");
    try (InputStream in = FuzzTest.class.getResourceAsStream("schemathesis.toml")) {
      Files.copy(Objects.requireNonNull(in), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
