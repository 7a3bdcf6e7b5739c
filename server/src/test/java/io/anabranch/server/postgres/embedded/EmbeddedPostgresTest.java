package io.anabranch.server.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class EmbeddedPostgresTest {

  private static final EmbeddedPostgresSettings SETTINGS = EmbeddedPostgresSettings.defaults();

  @TempDir static Path shared;

  @TempDir Path directory;

  /** Copied where a test is not about the making of a cluster: that takes the longest. */
  @BeforeAll
  static void createCluster() {
    EmbeddedPostgres.start(shared, SETTINGS).close();
  }

  private void copyCluster() throws Exception {
    var copy = new ProcessBuilder("cp", "-a", shared + "/.", directory.toString()).inheritIO();
    assertThat(copy.start().waitFor()).isZero();
  }

  @Test
  void aRestartKeepsDataAndSettingsAreDurable() throws Exception {
    try (var postgres = EmbeddedPostgres.start(directory, SETTINGS)) {
      update(postgres, "CREATE TABLE kept (n int)");
      update(postgres, "INSERT INTO kept VALUES (1), (2)");
      assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(query(postgres, "SELECT datcollate FROM pg_database LIMIT 1")).isEqualTo("C");
    }
    try (var postgres = EmbeddedPostgres.start(directory, SETTINGS)) {
      assertThat(query(postgres, "SELECT sum(n) FROM kept")).isEqualTo("3");
    }
    assertThat(runningIn(directory)).isEmpty();
  }

  @Test
  void onlyTheHolderOfThePasswordGetsIn() throws Exception {
    copyCluster();
    try (var postgres = EmbeddedPostgres.start(directory, SETTINGS)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(
              query(
                  postgres,
                  "SELECT rolpassword LIKE 'SCRAM%' FROM pg_authid WHERE rolname = current_user"))
          .isEqualTo("t");
    }
    for (String secret : List.of("password", "cluster/PG_VERSION")) {
      assertThat(Files.getPosixFilePermissions(directory.resolve(secret)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(shared.resolve("password.initdb")).doesNotExist();
  }

  @Test
  void aKilledPostgresIsNoticedAndRecovers() throws Exception {
    copyCluster();
    var exit = new CompletableFuture<EmbeddedPostgresSettings.UnexpectedExit>();
    var settings = SETTINGS.withOnUnexpectedExit(exit::complete);
    try (var postgres = EmbeddedPostgres.start(directory, settings)) {
      update(postgres, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
      kill(postgres.pid());
      var noticed = exit.get(60, TimeUnit.SECONDS);
      assertThat(noticed.pid()).isEqualTo(postgres.pid());
      assertThat(noticed.status()).isEqualTo(128 + 9);
      assertThat(postgres.isRunning()).isFalse();
    }
    try (var postgres = EmbeddedPostgres.start(directory, SETTINGS)) {
      assertThat(query(postgres, "SELECT count(*) FROM kept")).isEqualTo("1000");
    }
  }

  @Test
  void aKilledParentLeavesNoPostgresAndNoRowIsLost() throws Exception {
    copyCluster();
    Process parent = startChildJvm();
    long postgresPid;
    try (BufferedReader output = parent.inputReader()) {
      postgresPid = Long.parseLong(output.readLine());
    } finally {
      parent.destroyForcibly();
    }
    assertThat(parent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    // The new start waits for the old processes: it neither fails nor runs beside them.
    try (var postgres = EmbeddedPostgres.start(directory, SETTINGS)) {
      assertThat(runningIn(directory)).doesNotContain(postgresPid).contains(postgres.pid());
      assertThat(query(postgres, "SELECT count(*) FROM kept")).isEqualTo("100");
    }
    assertThat(runningIn(directory)).isEmpty();
  }

  @Test
  void aStalePidFileOfALivingProcessDoesNotStopTheStart() throws Exception {
    copyCluster();
    Files.writeString(
        directory.resolve("cluster/postmaster.pid"),
        ProcessHandle.current().pid() + "\n/elsewhere\n1\n5432\n\n127.0.0.1\n\nready\n");
    try (var postgres = EmbeddedPostgres.start(directory, SETTINGS)) {
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void anInterruptedFirstStartIsRepeated() throws Exception {
    Files.createDirectories(directory.resolve("cluster.new/base"));
    Files.writeString(directory.resolve("password.new"), "half");
    try (var postgres = EmbeddedPostgres.start(directory, SETTINGS)) {
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
    assertThat(directory.resolve("cluster.new")).doesNotExist();
  }

  @Test
  void refusesTheDirectoryOfALivingDatabase() throws Exception {
    copyCluster();
    try (var postgres = EmbeddedPostgres.start(directory, SETTINGS)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(directory, SETTINGS))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessageContaining("in use by this process")
          .hasMessageContaining(directory.toString());
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void refusesAnotherMajorVersion() throws Exception {
    Files.createDirectories(directory.resolve("cluster"));
    Files.writeString(directory.resolve("cluster/PG_VERSION"), "15\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, SETTINGS))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("written by PostgreSQL 15, this server has 18");
  }

  @Test
  void aFailedStartSaysWhyAndLetsTheDirectoryGo() throws Exception {
    copyCluster();
    var wrong = SETTINGS.withParameter("shared_buffers", "1 banana");
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, wrong))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("banana");
    EmbeddedPostgres.start(directory, SETTINGS).close();
  }

  @Test
  @EnabledIf("isRoot")
  void runsAsNobodyWhereUserNamespacesAreBlocked() throws Exception {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(
            () -> EmbeddedPostgres.start(closed.resolve("data"), SETTINGS, LaunchMode.NOBODY))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("cannot pass through " + closed);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Path open = directory.resolve("open");
    try (var postgres = EmbeddedPostgres.start(open, SETTINGS, LaunchMode.NOBODY)) {
      update(postgres, "CREATE TABLE kept (n int)");
      assertThat(Files.getAttribute(open.resolve("cluster/base"), "unix:uid"))
          .isEqualTo(LaunchMode.NOBODY_ID);
    }
    try (var postgres = EmbeddedPostgres.start(open, SETTINGS)) {
      assertThat(query(postgres, "SELECT count(*) FROM kept")).isEqualTo("0");
    }
  }

  static boolean isRoot() {
    return LaunchMode.isRoot();
  }

  @Test
  void twoProcessesUnpackIntoOneCacheAtOnce() throws Exception {
    var settings = SETTINGS.withBinariesCache(directory.resolve("cache"));
    var starts = new ArrayList<CompletableFuture<PostgresBinaries>>();
    for (int i = 0; i < 2; i++) {
      starts.add(CompletableFuture.supplyAsync(() -> unpacked(settings)));
    }
    PostgresBinaries first = starts.get(0).get(60, TimeUnit.SECONDS);
    assertThat(starts.get(1).get(60, TimeUnit.SECONDS)).isEqualTo(first);
    assertThat(first.majorVersion()).isEqualTo("18");
    assertThat(directory.resolve("cache/unpacking")).doesNotExist();
    Files.setPosixFilePermissions(
        settings.binariesCache(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> unpacked(settings)).hasMessageContaining("by no other");
  }

  private static PostgresBinaries unpacked(EmbeddedPostgresSettings settings) {
    try {
      return new BinariesCache(settings.binariesCache()).open();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process startChildJvm() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DatabaseHolder.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A program that commits 100 rows, prints PostgreSQL's process id and waits to be killed. */
  static final class DatabaseHolder {
    public static void main(String[] args) throws Exception {
      var postgres = EmbeddedPostgres.start(Path.of(args[0]), SETTINGS);
      update(postgres, "CREATE TABLE kept (n int)");
      for (int i = 0; i < 100; i++) {
        update(postgres, "INSERT INTO kept VALUES (" + i + ")");
      }
      System.out.println(postgres.pid());
      Thread.currentThread().join();
    }
  }

  private static List<Long> runningIn(Path directory) throws IOException {
    return new Leftover(directory.toRealPath().resolve("cluster")).processes();
  }

  private static void kill(long pid) {
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private static void update(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (var connection = connect(postgres);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (var connection = connect(postgres);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
