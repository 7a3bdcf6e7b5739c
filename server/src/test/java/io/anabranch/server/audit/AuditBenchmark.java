package io.anabranch.server.audit;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.auth.ClientAddresses;
import io.anabranch.server.postgres.AuditTable;
import io.anabranch.server.postgres.MigratedDatabase;
import io.anabranch.server.stores.SampleStores;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.server.trail.Presented;
import io.anabranch.server.trail.Trail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the audit log costs a request that reads an object, and what it costs beside the request to
 * write its event: the filter and the writer themselves, over a database of the tests. Run its
 * main; docs/performance.md has figures.
 */
final class AuditBenchmark {

  private static final int ROUNDS = 50;
  private static final int REQUESTS = 4_000;
  private static final int WARM = 10;
  private static final String PATH = "/api/v1/repositories/lake/refs/main/objects/stat";
  private static final String OBJECT = "in/data/year=2026/part-00001.parquet";

  private final Router router;
  private final AuditWriter writer;
  private final AuditEvents events;
  private final AuditFilter filter;

  private AuditBenchmark(Router router, AuditTable table) {
    this.router = router;
    StoreMap stores = SampleStores.single(SampleStores.memory());
    this.writer =
        new AuditWriter(
            table,
            _ -> {},
            new AuditWriter.Settings(true, false, 1_000_000, AuditWriter.WhenFull.REFUSE),
            new SimpleMeterRegistry());
    this.events = new AuditEvents(() -> stores, new ClientAddresses(List.of()));
    this.filter = new AuditFilter(new RequestAudit(events, writer, InstantSource.system()));
  }

  private HttpRequest<?> request() {
    var request =
        new SimpleHttpRequest<>(HttpMethod.GET, PATH, null) {
          @Override
          public InetSocketAddress getRemoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
          }
        };
    request.getParameters().add("path", OBJECT);
    request.getHeaders().add("User-Agent", "lakefs-python-sdk/1.80.0");
    var match = router.route(HttpMethod.GET, PATH).orElseThrow();
    RouteAttributes.setRouteMatch(request, match);
    Trail trail = Trail.of(request);
    trail.signedOn(new Presented(Presented.Kind.KEY, "AKIAJTESTTESTTESTTQ"), "ada");
    trail.judged(Action.READ_OBJECT, Resource.object("lake", OBJECT));
    return request;
  }

  /** Nanoseconds of each request on its thread, in rounds that the writer keeps up with. */
  private long[] requests() {
    long[] nanos = new long[ROUNDS * REQUESTS];
    HttpResponse<?> response = HttpResponse.ok();
    for (int round = 0; round < ROUNDS; round++) {
      List<HttpRequest<?>> requests = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        requests.add(request());
      }
      for (int i = 0; i < REQUESTS; i++) {
        HttpRequest<?> request = requests.get(i);
        long start = System.nanoTime();
        filter.begin(request);
        filter.end(request, response).toCompletableFuture().join();
        nanos[round * REQUESTS + i] = System.nanoTime() - start;
      }
    }
    long[] measured = Arrays.copyOfRange(nanos, WARM * REQUESTS, nanos.length);
    Arrays.sort(measured);
    return measured;
  }

  /**
   * Microseconds for each event in batches of a size; the time of this process and the database.
   */
  private double writing(AuditTable table, int batch) {
    long nanos = 0;
    int written = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<AuditTable.Event> some = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        HttpRequest<?> request = request();
        var match = RouteAttributes.getRouteMatch(request).orElseThrow();
        Trail trail = Trail.of(request);
        var beginning =
            new RequestAudit.Beginning(
                "statObject", InstantSource.system().instant(), System.nanoTime());
        var subject = Subject.of(match, request, trail);
        some.add(events.event(beginning, request, HttpResponse.ok(), subject, trail));
      }
      long start = System.nanoTime();
      table.add(some);
      if (round >= WARM) {
        nanos += System.nanoTime() - start;
        written += batch;
      }
    }
    return nanos / 1e3 / written;
  }

  public static void main(String[] args) {
    try (var database = new MigratedDatabase();
        var context = ApplicationContext.builder().eagerInitSingletons(false).start()) {
      var table = new AuditTable(database.database());
      var benchmark = new AuditBenchmark(context.getBean(Router.class), table);
      try (var _ = benchmark.writer) {
        long[] nanos = benchmark.requests();
        System.out.printf(
            "on the request: p50 %.1f us, p99 %.1f us, mean %.1f us%n",
            nanos[nanos.length / 2] / 1e3,
            nanos[nanos.length / 100 * 99] / 1e3,
            Arrays.stream(nanos).average().orElseThrow() / 1e3);
      }
      for (int batch : new int[] {1, 20, 200, 2_000}) {
        System.out.printf(
            "written %,d at a time: %.1f us each%n", batch, benchmark.writing(table, batch));
      }
    }
  }
}
