package io.anabranch.server.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Times every request by operation and status, and writes the access log at debug level. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestMetrics {

  private static final Logger log = LoggerFactory.getLogger("io.anabranch.access");
  private static final String START = "anabranch.start-nanos";

  /** Routes and statuses are few and fixed, so this cannot grow without end. */
  private record Series(String method, String route, int status) {}

  private final MeterRegistry registry;
  private final ConcurrentMap<Series, Timer> timers = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @RequestFilter
  @PreMatching
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void start(HttpRequest<?> request) {
    request.setAttribute(START, System.nanoTime());
  }

  @ResponseFilter
  void stop(HttpRequest<?> request, HttpResponse<?> response) {
    long nanos =
        request.getAttribute(START, Long.class).map(start -> System.nanoTime() - start).orElse(0L);
    String route = BasicHttpAttributes.getUriTemplate(request).orElse("unmatched");
    var series = new Series(request.getMethodName(), route, response.code());
    timers.computeIfAbsent(series, this::register).record(Duration.ofNanos(nanos));
    if (log.isDebugEnabled()) {
      log.debug(
          "{} {} {} {} us",
          request.getMethodName(),
          request.getPath(),
          response.code(),
          nanos / 1000);
    }
  }

  /** The framework does not show the other one what is answered before routing. */
  @ResponseFilter
  @PreMatching
  void stopBeforeRouting(HttpRequest<?> request, HttpResponse<?> response) {
    stop(request, response);
  }

  private Timer register(Series series) {
    return Timer.builder("anabranch.http.requests")
        .description("requests by route and status, until the answer's first byte")
        .tag("method", series.method())
        .tag("route", series.route())
        .tag("status", Integer.toString(series.status()))
        .publishPercentileHistogram(false)
        .register(registry);
  }
}
