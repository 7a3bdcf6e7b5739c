package io.anabranch.server.failures;

import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
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
    return mapper.response(exception.failure(), exception);
  }
}
