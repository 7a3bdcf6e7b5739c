package io.anabranch.server.quotas;

import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.postgres.QuotaTable.Owner;
import io.anabranch.server.postgres.QuotaTable.Scope;
import io.anabranch.server.trail.Trail;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** Holds requests to their rates: after it is known who makes them, and before all work. */
@ServerFilter("/api/**")
final class QuotaFilter {

  private final Quotas quotas;
  private final RepositoryLookup repositories;
  private final ExecutorService blocking;

  QuotaFilter(
      Quotas quotas,
      RepositoryLookup repositories,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.quotas = quotas;
    this.repositories = repositories;
    this.blocking = blocking;
  }

  /** Must not return a stage of {@code Void}: the framework does not wait for one. */
  @RequestFilter
  @Order(Ordered.LOWEST_PRECEDENCE)
  CompletionStage<HttpRequest<?>> filter(HttpRequest<?> request) {
    if (!quotas.limitsRequests()) {
      return CompletableFuture.completedStage(request);
    }
    Optional<String> user = Trail.of(request).user();
    Optional<String> repository = repository(request);
    if (repository.isPresent() && quotas.limitsRequestsToStores()) {
      return CompletableFuture.supplyAsync(
          () -> withStore(request, user, repository.get()), blocking);
    }
    quotas.requireRate(owners(user, repository));
    return CompletableFuture.completedStage(request);
  }

  /** Which store it is may have to be read from the database. */
  private HttpRequest<?> withStore(
      HttpRequest<?> request, Optional<String> user, String repository) {
    try {
      quotas.requireRate(user, Optional.of(repositories.get(repository)));
    } catch (FailureException e) {
      // Of what does not exist the operation itself tells.
      if (!e.failure().isAbsence()) {
        throw e;
      }
      quotas.requireRate(owners(user, Optional.of(repository)));
    }
    return request;
  }

  private static Stream<Owner> owners(Optional<String> user, Optional<String> repository) {
    return Stream.concat(
        user.map(id -> new Owner(Scope.USER, id)).stream(),
        repository.map(name -> new Owner(Scope.REPOSITORY, name)).stream());
  }

  private static Optional<String> repository(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(match -> match.getVariableValues().get("repository"))
        .map(Object::toString);
  }
}
