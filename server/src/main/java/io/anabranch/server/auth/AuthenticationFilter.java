package io.anabranch.server.auth;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import jakarta.inject.Named;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/**
 * Lets a request pass to an API operation only with a user, unless the operation is {@link
 * Anonymous}. Warm credentials are checked on the event loop; only those that need the database go
 * to another thread.
 */
@ServerFilter("/api/**")
final class AuthenticationFilter {

  static final String USER_ATTRIBUTE = "anabranch.user";

  private static final Failure REFUSED =
      new Failure.Unauthenticated(
          "error authenticating request: send a valid access key and secret (HTTP Basic), or a"
              + " bearer token from /api/v1/auth/login that has not ended");

  private final Authenticator authenticator;
  private final ExecutorService blocking;

  AuthenticationFilter(
      Authenticator authenticator, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.authenticator = authenticator;
    this.blocking = blocking;
  }

  /**
   * Must not return a stage of {@code Void}: the framework does not wait for one, so every request
   * would pass.
   *
   * @return the request, to go on with; fails when it is refused
   */
  @RequestFilter
  CompletionStage<HttpRequest<?>> filter(HttpRequest<?> request) {
    if (isAnonymous(request)) {
      return CompletableFuture.completedStage(request);
    }
    var credentials = Credentials.of(request).orElseThrow(AuthenticationFilter::refused);
    return authenticator.isWarm(credentials)
        ? CompletableFuture.completedStage(admit(request, credentials))
        : CompletableFuture.supplyAsync(() -> admit(request, credentials), blocking);
  }

  private HttpRequest<?> admit(HttpRequest<?> request, Credentials credentials) {
    var user = authenticator.user(credentials).orElseThrow(AuthenticationFilter::refused);
    request.setAttribute(USER_ATTRIBUTE, user);
    return request;
  }

  private static FailureException refused() {
    return new FailureException(REFUSED);
  }

  private static boolean isAnonymous(HttpRequest<?> request) {
    return RouteAttributes.getRouteInfo(request)
        .map(RouteInfo::getAnnotationMetadata)
        .map(metadata -> metadata.hasAnnotation(Anonymous.class))
        .orElse(false);
  }
}
