package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.config.Secret;
import io.anabranch.server.testing.Eventually;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.staging.StagingStore.StageOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class DatabaseTest {

  /** Plenty for a connection on a machine that does much else. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  private static MigratedDatabase migrated;

  private CuttableProxy proxy;
  private Database database;

  @BeforeAll
  static void open() {
    migrated = new MigratedDatabase();
  }

  @AfterAll
  static void closeDatabase() {
    migrated.close();
  }

  @BeforeEach
  void connect() throws IOException {
    proxy = new CuttableProxy(port(migrated.test().jdbcUrl()));
    database = connect(Duration.ofMillis(500));
  }

  /** Through the proxy. */
  private Database connect(Duration waitLimit) {
    String url = migrated.test().jdbcUrl();
    return new Database(
        MigratedDatabase.settings(
                url.replace(":" + port(url) + "/", ":" + proxy.port() + "/"), migrated.test())
            .withConnections(2, 2, Duration.ofMinutes(5))
            .withTimeLimits(CONNECT_LIMIT, waitLimit, Duration.ofSeconds(2)));
  }

  private static int port(String url) {
    return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
  }

  @AfterEach
  void disconnect() throws IOException {
    database.close();
    proxy.close();
  }

  @Test
  void aDatabaseThatIsAwayIsUnavailableAndComesBackByItself() {
    assertThat(database.answers()).isTrue();

    proxy.cut();
    for (int i = 0; i < 3; i++) {
      assertFails(this::one, Failure.Unavailable.class, "database does not answer");
    }
    assertThat(database.answers()).isFalse();

    proxy.restore();
    assertAnswersAgain();
  }

  @Test
  void whileItIsAwayNobodyWaitsForOthersToFindOut() throws Exception {
    try (Database patient = connect(Duration.ofMinutes(1))) {
      assertThat(patient.answers()).isTrue();
      proxy.cut();

      List<Duration> first = Together.run(40, caller -> timeOfRefusal(patient));
      assertThat(first)
          .as("two have a connection to wait for")
          .allMatch(time -> time.compareTo(CONNECT_LIMIT.plusSeconds(2)) < 0);

      Duration inTurn = Duration.ZERO;
      for (int i = 0; i < 20; i++) {
        inTurn = inTurn.plus(timeOfRefusal(patient));
      }
      assertThat(inTurn).as("one after the other").isLessThan(CONNECT_LIMIT.multipliedBy(3));

      List<Duration> later = Together.run(10, caller -> timeOfRefusal(patient));
      assertThat(later.stream().sorted().limit(9))
          .as("one tries, the others are told at once")
          .allMatch(time -> time.compareTo(CONNECT_LIMIT.dividedBy(2)) < 0);
    }
  }

  private static Duration timeOfRefusal(Database database) {
    long start = System.nanoTime();
    assertFails(() -> one(database), Failure.Unavailable.class, "does not answer");
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void itMayBeAwayFromTheStart() {
    proxy.cut();
    String url = "postgres://u:p@127.0.0.1:" + proxy.port() + "/none?sslmode=disable";
    try (Database away = new Database(ConnectionSettings.of(new Secret(url)))) {
      assertFails(away::migrate, Failure.Unavailable.class, "does not answer");
    }
  }

  @Test
  void aLostConnectionLeavesAWriteUnknownAndAReadUnavailable() {
    Repository repository = migrated.repository();
    StagingStore staging = new PostgresStagingStore(database);
    Key path = Key.of("a");
    assertThat(staging.stage(repository, "main", put("a", "1"))).isEqualTo(StageOutcome.STAGED);

    proxy.cutAtAnswerTo("INSERT INTO staged_entry");
    assertFails(
        () -> staging.stage(repository, "main", put("a", "2")),
        Failure.OutcomeUnknown.class,
        "look whether");
    proxy.restore();
    assertAnswersAgain();
    assertThat(MigratedDatabase.text(staging.find(repository, "main", path).orElseThrow().staged()))
        .isEqualTo("a=2");

    proxy.cutAtAnswerTo("staged_entry");
    assertFails(
        () -> staging.find(repository, "main", path), Failure.Unavailable.class, "does not answer");
  }

  @Test
  void aTransactionIsUnknownOnlyFromItsCommitOn() {
    assertFails(
        () ->
            database.transaction(
                connection -> {
                  proxy.cut();
                  return Sql.update(connection, "UPDATE repository SET name = name");
                }),
        Failure.Unavailable.class,
        "");
    proxy.restore();
    assertAnswersAgain();
    assertFails(
        () ->
            database.transaction(
                connection -> {
                  Sql.update(connection, "UPDATE repository SET name = name");
                  proxy.cutAtAnswerTo("COMMIT");
                  return "";
                }),
        Failure.OutcomeUnknown.class,
        "");
  }

  @Test
  void aTransactionThatFailsLeavesNothing() {
    assertThatThrownBy(
            () ->
                database.transaction(
                    connection -> {
                      Sql.update(connection, "CREATE TABLE half_done ()");
                      throw new IllegalArgumentException("enough");
                    }))
        .hasMessage("enough");
    assertThat(
            database.<Boolean>read(
                connection ->
                    Sql.get(
                        connection,
                        row -> row.getBoolean(1),
                        "SELECT to_regclass('half_done') IS NULL")))
        .isTrue();
  }

  @Test
  void callersBeyondThePoolAreToldToComeBack() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      Thread.ofVirtual().start(() -> database.read(connection -> hold(taken, release)));
    }
    await(taken);

    assertFails(this::one, Failure.Busy.class, "All connections");

    release.countDown();
    assertAnswersAgain();
  }

  @Test
  void anInterruptedWaiterLeaves() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      Thread.ofVirtual().start(() -> database.read(connection -> hold(taken, release)));
    }
    await(taken);

    Thread.currentThread().interrupt();
    assertThatThrownBy(this::one).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    release.countDown();
  }

  @Test
  void whatTakesTooLongOrIsOutOfRangeIsTheCallersToKnow() {
    assertFails(
        () -> database.read(connection -> Sql.find(connection, row -> 1, "SELECT pg_sleep(5)")),
        Failure.Busy.class,
        "too long");
    assertFails(
        () -> database.read(connection -> Sql.find(connection, row -> 1, "SELECT ?::text", "\0")),
        Failure.Invalid.class,
        "NUL");
    assertThatThrownBy(
            () -> database.read(connection -> Sql.find(connection, row -> 1, "SELECT nonsense")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("nonsense");
  }

  @Test
  void severalServersMayMigrateAtOnce() throws Exception {
    try (TestDatabase empty = TestDatabase.create()) {
      Together.run(
          3,
          i -> {
            try (Database each = new Database(MigratedDatabase.settings(empty.jdbcUrl(), empty))) {
              each.migrate();
              return each.answers();
            }
          });
    }
  }

  private int one() {
    return one(database);
  }

  private static int one(Database database) {
    return database.read(
        connection -> Sql.get(connection, row -> row.getInt(1), "SELECT 1 AS one"));
  }

  private static boolean hold(CountDownLatch taken, CountDownLatch release) {
    taken.countDown();
    await(release);
    return true;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertAnswersAgain() {
    Eventually.succeeds(() -> assertThat(database.answers()).isTrue());
  }

  private static void assertFails(
      ThrowingCallable call, Class<? extends Failure> kind, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure()).isInstanceOf(kind);
              assertThat(e.failure().message()).contains(message);
            });
  }
}
