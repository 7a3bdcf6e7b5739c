package io.anabranch.server.failures;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;

/** Answers for whatever a feature refused. */
@Singleton
@Produces
final class FailureHandler implements ExceptionHandler<FailureException, HttpResponse<ErrorBody>> {

  private final FailureMapper mapper;

  FailureHandler(FailureMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<ErrorBody> handle(HttpRequest request, FailureException exception) {
    return mapper.response(located(request, exception.failure()), exception);
  }

  /** Of damage it is told whose it is: files know their store only. */
  private static Failure located(HttpRequest<?> request, Failure failure) {
    return failure instanceof Failure.Corrupt corrupt
        ? RouteAttributes.getRouteMatch(request)
            .map(route -> route.getVariableValues().get("repository"))
            .<Failure>map(
                repository ->
                    new Failure.Corrupt(
                        "repository '%s': %s; call the operator"
                            .formatted(repository, corrupt.message())))
            .orElse(failure)
        : failure;
  }
}
