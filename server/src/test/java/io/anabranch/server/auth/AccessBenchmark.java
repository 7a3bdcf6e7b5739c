package io.anabranch.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.access.Effect;
import io.anabranch.server.access.Policy;
import io.anabranch.server.access.Statement;
import io.anabranch.server.config.LoginLimitSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * What authentication and authorization cost a warm request: the filter itself, over accounts that
 * are in memory. Run its main; docs/performance.md has figures.
 */
final class AccessBenchmark {

  private static final int WARMUP = 200_000;
  private static final int MEASURED = 200_000;
  private static final String SECRET = "a-secret-of-forty-characters-or-nearly-so";

  private final int users;
  private final List<Policy> policies;
  private final int held;
  private final AuthenticationFilter filter;

  private AccessBenchmark(int users, int policies, int held, ExecutorService executor) {
    this.users = users;
    this.held = held;
    this.policies = IntStream.range(0, policies).mapToObj(AccessBenchmark::policy).toList();
    var changes = new AccountChanges();
    var ttl = Duration.ofHours(1);
    var sessions = new Sessions(SigningKeys.of(new Secret("x")), ttl, ttl, Instant::now);
    this.filter =
        new AuthenticationFilter(
            new Authenticator(
                new Everybody(),
                sessions,
                IdentityProvider.NONE,
                new KeyUses(_ -> {}, Instant::now),
                changes,
                10_000,
                ttl),
            new Callers(this::policiesOf, changes, 100_000, ttl),
            new ClientAddresses(List.of()),
            new RouteRules(),
            new LoginLimits(
                new LoginLimitSettings(true, 10, 100, Duration.ofMinutes(1)), System::nanoTime),
            executor);
  }

  /** Each key is that of the user of its name. */
  private static final class Everybody implements Authenticator.Accounts {
    @Override
    public Optional<Authenticator.KnownKey> findKey(String accessKeyId) {
      var user = new User(accessKeyId, Instant.EPOCH, null);
      return Optional.of(new Authenticator.KnownKey(user, SECRET, null));
    }

    @Override
    public Optional<User> findUser(Sessions.Session session) {
      return Optional.of(new User(session.userId(), Instant.EPOCH, null));
    }

    @Override
    public User user(Identity identity) {
      return new User(identity.name(), Instant.EPOCH, null);
    }
  }

  private static Policy policy(int number) {
    String repository = "arn:lakefs:fs:::repository/r" + number;
    return new Policy(
        "p" + number,
        Instant.EPOCH,
        List.of(
            new Statement(Effect.ALLOW, List.of("fs:Read*", "fs:List*"), repository + "*"),
            new Statement(Effect.ALLOW, List.of("fs:*Object"), repository + "/object/*/data/*"),
            new Statement(Effect.DENY, List.of("fs:*Object"), repository + "/object/secret/*")));
  }

  private List<Policy> policiesOf(String userId) {
    int first = Integer.parseInt(userId.substring(1));
    return IntStream.range(0, held).mapToObj(i -> policies.get(at(first, i))).toList();
  }

  private int at(int user, int i) {
    return (user * held + i) % policies.size();
  }

  private List<HttpRequest<?>> requests(Router router) {
    Random random = new Random(1);
    List<HttpRequest<?>> requests = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      int user = random.nextInt(users);
      String path =
          "/api/v1/repositories/r" + at(user, random.nextInt(held)) + "/refs/main/objects";
      requests.add(request(router, "u" + user, path));
    }
    return requests;
  }

  private static HttpRequest<?> request(Router router, String user, String path) {
    HttpRequest<?> request =
        new SimpleHttpRequest<>(HttpMethod.GET, path, null) {
          @Override
          public InetSocketAddress getRemoteAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
          }
        };
    ((SimpleHttpRequest<?>) request).getParameters().add("path", "in/data/year=2026/1.parquet");
    String pair = Base64.getEncoder().encodeToString((user + ":" + SECRET).getBytes(UTF_8));
    ((SimpleHttpRequest<?>) request).getHeaders().add("Authorization", "Basic " + pair);
    RouteAttributes.setRouteMatch(request, router.route(HttpMethod.GET, path).orElseThrow());
    RouteAttributes.setRouteInfo(
        request, RouteAttributes.getRouteMatch(request).orElseThrow().getRouteInfo());
    return request;
  }

  private String run(Router router) {
    List<HttpRequest<?>> requests = requests(router);
    for (int i = 0; i < WARMUP; i++) {
      admit(requests.get(i % requests.size()));
    }
    long[] nanos = new long[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      HttpRequest<?> request = requests.get(i % requests.size());
      long start = System.nanoTime();
      admit(request);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return "%,d users, %,d policies, %,d each: p50 %.1f us, p99 %.1f us"
        .formatted(
            users,
            policies.size(),
            held,
            nanos[MEASURED / 2] / 1e3,
            nanos[MEASURED / 100 * 99] / 1e3);
  }

  private void admit(HttpRequest<?> request) {
    filter.filter(request).toCompletableFuture().join();
  }

  public static void main(String[] args) {
    try (var context = ApplicationContext.builder().eagerInitSingletons(false).start();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Router router = context.getBean(Router.class);
      System.out.println(new AccessBenchmark(1, 4, 4, executor).run(router));
      System.out.println(new AccessBenchmark(1_000, 10_000, 10, executor).run(router));
      System.out.println(new AccessBenchmark(10, 10_000, 10_000, executor).run(router));
    }
  }
}
