package io.anabranch.server.s3gateway;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests of the S3 protocol out of the way of all others, before routes are looked for:
 * their paths are keys, which may look like any route.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class GatewayFilter {

  private final Recognition recognition;
  private final Gateway gateway;
  private final ExecutorService blocking;

  GatewayFilter(
      Recognition recognition,
      Gateway gateway,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.recognition = recognition;
    this.gateway = gateway;
    this.blocking = blocking;
  }

  /**
   * @return the answer; null for a request that is not the gateway's, which goes on its way
   */
  @RequestFilter
  @PreMatching
  @Order(Ordered.LOWEST_PRECEDENCE)
  CompletionStage<@Nullable HttpResponse<?>> filter(HttpRequest<?> request) {
    return request instanceof ServerHttpRequest<?> http && recognition.isForGateway(http)
        ? answer(http)
        : CompletableFuture.completedStage(null);
  }

  private CompletionStage<@Nullable HttpResponse<?>> answer(ServerHttpRequest<?> http) {
    Supplier<CompletionStage<HttpResponse<?>>> answer = () -> gateway.answer(http);
    Supplier<CompletionStage<HttpResponse<?>>> inContext =
        PropagatedContext.getOrEmpty().wrap(answer);
    return CompletableFuture.supplyAsync(inContext, blocking).thenCompose(GatewayFilter::orNone);
  }

  private static CompletionStage<@Nullable HttpResponse<?>> orNone(
      CompletionStage<HttpResponse<?>> answer) {
    return answer.thenApply(response -> response);
  }
}
