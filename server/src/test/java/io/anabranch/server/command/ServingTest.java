package io.anabranch.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Life and end of the process, with a service that only pretends, and a real database. */
@Timeout(180)
final class ServingTest {

  @TempDir Path directory;
  private Process process;
  private BufferedReader output;

  @BeforeEach
  void start() throws IOException {
    Path config = directory.resolve("config.yaml");
    Files.writeString(
        config,
        """
        database: {type: embedded, embedded: {path: %s}}
        auth: {encrypt: {secret_key: secret}}
        blockstore: {type: mem}
        """
            .formatted(directory.resolve("database")));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Pretending.class.getName(),
                "run",
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .start();
    output = process.inputReader();
    await("anabranch: serving at http://pretended");
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void aSignalClosesInOrderAndEndsWellWithNothingLeft() throws Exception {
    var postgres = postgres();
    process.toHandle().destroy();
    assertThat(output.lines().toList())
        .containsSubsequence("anabranch: stopping", "service closed, database answers");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(postgres.isAlive()).isFalse();
    assertThat(directory.resolve("database/cluster/postmaster.pid")).doesNotExist();
  }

  @Test
  void theLossOfTheDatabaseEndsTheProcess() throws Exception {
    assertThat(postgres().destroyForcibly()).isTrue();
    assertThat(output.lines().toList())
        .anyMatch(line -> line.contains("ended with status 137; start again to recover"));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitStatus.FAILED);
  }

  private ProcessHandle postgres() throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("database/cluster/postmaster.pid"));
    return ProcessHandle.of(Long.parseLong(lines.getFirst())).orElseThrow();
  }

  private void await(String line) throws IOException {
    for (String next = output.readLine(); !line.equals(next); next = output.readLine()) {
      assertThat(next).as("output before: " + line).isNotNull();
    }
  }

  /** The program with a service that needs its database to the last. */
  static final class Pretending {
    public static void main(String[] arguments) {
      System.exit(
          Main.commandLine(
                  (_, _, postgres) -> {
                    String url = postgres.connectionString().reveal();
                    return new Service() {
                      @Override
                      public URI uri() {
                        return URI.create("http://pretended");
                      }

                      @Override
                      public List<String> reload() {
                        return List.of("nothing to reload");
                      }

                      @Override
                      public void close() {
                        System.out.println("service closed, database " + answer(url));
                      }
                    };
                  })
              .execute(arguments));
    }

    private static String answer(String url) {
      try (var connection = java.sql.DriverManager.getConnection(url)) {
        return connection.isValid(5) ? "answers" : "is silent";
      } catch (java.sql.SQLException e) {
        return "is gone: " + e.getMessage();
      }
    }
  }
}
