package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.blockstore.s3.S3ProxyServer;
import io.anabranch.blockstore.servers.StoreProxy;
import io.anabranch.blockstore.servers.StoreProxy.Mode;
import io.anabranch.server.s3gateway.S3Clients;
import io.anabranch.server.s3gateway.S3Objects;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A store in trouble beside one that is well. The bounds on time are generous, since other tests
 * may share the machine; {@code benchmarks/stores} measures.
 */
final class StoreTroubleTest {

  private static final int STUCK = 200;
  private static final int CALLS = 400;
  private static final int CLIENTS = 8;
  private static final int BURST = 40;

  @TempDir private static Path directory;

  private static S3ProxyServer store;
  private static StoreProxy proxy;
  private static TestServer server;

  @BeforeAll
  static void start() {
    store = S3ProxyServer.start();
    store.createBucket("lake");
    store.createBucket("patient");
    proxy = new StoreProxy(store.endpoint());
    server =
        TestServer.start(
            directory,
            text ->
                text
                    + """
                        - id: lake
                          type: s3
                          retry: { attempts: 10, first_wait: 100ms, longest_wait: 1s }
                          breaker: { pause: 1s }
                          time_limits: { silence: 1s }
                          concurrency: { calls: 32, longest_wait: 500ms }
                          s3: &proxied
                            endpoint: %s
                            force_path_style: true
                            credentials: { access_key_id: %s, secret_access_key: %s }
                        - { id: patient, type: s3, s3: *proxied }
                    """
                        .formatted(
                            proxy.endpoint(), S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET));
  }

  @AfterAll
  static void stop() {
    server.close();
    proxy.close();
    store.close();
  }

  @BeforeEach
  void recover() {
    proxy.set(Mode.PASS);
  }

  @Test
  void aHungStoreCostsItsOwnRepositoriesOnlyAndComesBack() throws Exception {
    var well = TestRepository.create(server.client());
    well.upload("main", "object", "bytes").expect(201);
    var sick = create("lake", "sick");
    sick.upload("main", "object", "bytes").expect(201);
    slowest(well);
    Duration before = slowest(well);

    proxy.set(Mode.HANG);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> stuck = new ArrayList<>();
      for (int i = 0; i < STUCK; i++) {
        String path = "stuck-" + i;
        stuck.add(clients.submit(() -> sick.upload("main", path, "bytes")));
      }
      Duration meanwhile = slowest(well);
      // Whoever waited with the stuck ones would wait for the store's silence, and again.
      assertThat(meanwhile).isLessThan(before.multipliedBy(5).plusMillis(750));
      for (Future<Answer> request : stuck) {
        refusesNamingTheStore(request.get(60, TimeUnit.SECONDS));
      }
    }

    // The breaker is open, or its next probe will open it again.
    Eventually.succeeds(
        () -> {
          long begun = System.nanoTime();
          Answer refused = sick.upload("main", "refused", "bytes");
          refusesNamingTheStore(refused);
          assertThat(Duration.ofNanos(System.nanoTime() - begun))
              .isLessThan(Duration.ofMillis(500));
        });

    s3ClientsHearOfTheStore(sick);

    // When the breaker's pause ends between two of the questions, a probe begins the next one.
    Eventually.succeeds(
        () -> {
          refusesNamingTheStore(sick.upload("main", "probe", "bytes"));
          showsTheTrouble();
        });

    proxy.set(Mode.PASS);
    Eventually.succeeds(() -> sick.upload("main", "again", "bytes").expect(201));
    sick.read("main", "object").expect(200);
  }

  @Test
  void everyWriteSucceedsOnceThroughABurstOfSlowDown() throws Exception {
    var busy = create("patient", "busy");
    proxy.set(Mode.SLOW_DOWN);
    int refusedBefore = proxy.accepted();

    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      List<Future<Answer>> uploads =
          IntStream.range(0, BURST)
              .mapToObj(
                  i -> clients.submit(() -> busy.upload("main", "burst/" + i, "bytes of " + i)))
              .toList();
      var _ = timer.schedule(() -> proxy.set(Mode.PASS), 5, TimeUnit.SECONDS);
      for (Future<Answer> upload : uploads) {
        upload.get(60, TimeUnit.SECONDS).expect(201);
      }
    }

    assertThat(proxy.accepted() - refusedBefore).isGreaterThan(2 * BURST);
    for (int i = 0; i < BURST; i++) {
      assertThat(busy.read("main", "burst/" + i).expect(200).text()).isEqualTo("bytes of " + i);
    }
    assertThat(store.listKeys("patient", busy.name() + "/data/")).hasSize(BURST);
  }

  /** What is told of the store while it is left alone. */
  private static void showsTheTrouble() {
    var health = server.client().get("//api/anabranch/v1/stores/lake/health").expect(200).json();
    assertThat(health.path("state").asText()).isEqualTo("unavailable");
    assertThat(health.path("last_trouble").path("outcome").asText()).isEqualTo("unavailable");
    var other = server.client().get("//api/anabranch/v1/stores/hot/health").expect(200).json();
    assertThat(other.path("state").asText()).isEqualTo("healthy");
    assertThat(server.client().get("//readyz").expect(200).json().path("store lake").asText())
        .startsWith("unavailable: ");
    assertThat(server.client().get("//metrics").expect(200).text())
        .contains(
            "blockstore_health{state=\"unavailable\",store=\"lake\"} 1",
            "blockstore_health{state=\"healthy\",store=\"hot\"} 1",
            "blockstore_breaker{state=\"closed\",store=\"lake\"} 0",
            "blockstore_permits{kind=\"calls\",state=\"limit\",store=\"lake\"} 32",
            "blockstore_latency_seconds{operation=\"put\",quantile=\"0.99\",store=\"hot\"}",
            "blockstore_operations_seconds_bucket{operation=\"put\"");
  }

  private static void s3ClientsHearOfTheStore(TestRepository sick) {
    try (var s3 =
        S3Clients.of(
            server.uri(),
            TestServer.ACCESS_KEY,
            TestServer.SECRET,
            client ->
                client.overrideConfiguration(
                    each -> each.retryStrategy(AwsRetryStrategy.doNotRetry())))) {
      var objects = new S3Objects(s3, sick.name());
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> objects.put("main/refused", new byte[1]), () -> objects.get("main/object"))) {
        assertThatThrownBy(call)
            .isInstanceOfSatisfying(
                S3Exception.class,
                e -> {
                  assertThat(e.statusCode()).isEqualTo(503);
                  assertThat(e.awsErrorDetails().errorCode())
                      .isIn("ServiceUnavailable", "SlowDown");
                  assertThat(e.awsErrorDetails().errorMessage()).contains("`lake`");
                  assertThat(
                          e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                      .isPresent();
                });
      }
    }
  }

  private static void refusesNamingTheStore(Answer answer) {
    assertThat(answer.status()).isIn(429, 503);
    assertThat(answer.message()).contains("`lake`");
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  /** The slowest but one percent of many calls by several clients. */
  private static Duration slowest(TestRepository repository) throws Exception {
    long[] nanos = new long[CALLS];
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Callable<Void>> calls =
          IntStream.range(0, CALLS)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        long begun = System.nanoTime();
                        if (i % 2 == 0) {
                          repository.stat("main", "object").expect(200);
                        } else {
                          repository.upload("main", "object-" + i, "bytes").expect(201);
                        }
                        nanos[i] = System.nanoTime() - begun;
                        return null;
                      })
              .toList();
      for (Future<Void> call : clients.invokeAll(calls)) {
        call.get();
      }
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[CALLS - 1 - CALLS / 100]);
  }

  private static TestRepository create(String storageId, String suffix) {
    String name = TestRepository.freshName(suffix);
    server
        .client()
        .post(
            "/repositories",
            Map.of(
                "name",
                name,
                "storage_id",
                storageId,
                "storage_namespace",
                "s3://" + storageId + "/" + name))
        .expect(201);
    return new TestRepository(server.client(), name);
  }
}
