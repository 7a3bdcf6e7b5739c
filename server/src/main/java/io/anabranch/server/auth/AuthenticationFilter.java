package io.anabranch.server.auth;

import io.anabranch.server.auth.Authenticator.SignedOn;
import io.anabranch.server.trail.Trail;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass to an API operation only with a user who may call it, unless the operation is
 * {@link Anonymous}. Who is warm is judged on the event loop; only those whose credentials or
 * policies must be read from the database go to another thread. The body is not read yet.
 */
@ServerFilter("/api/**")
final class AuthenticationFilter {

  static final String CALLER_ATTRIBUTE = "anabranch.caller";

  private static final String CLIENT = "X-Lakefs-Client";

  private static final Failure REFUSED =
      new Failure.Unauthenticated(
          "error authenticating request: send a valid access key and secret (HTTP Basic), or a"
              + " bearer token from /api/v1/auth/login that has not ended");

  private final Authenticator authenticator;
  private final Callers callers;
  private final ClientAddresses addresses;
  private final RouteRules rules;
  private final LoginLimits limits;
  private final ExecutorService blocking;

  AuthenticationFilter(
      Authenticator authenticator,
      Callers callers,
      ClientAddresses addresses,
      RouteRules rules,
      LoginLimits limits,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.authenticator = authenticator;
    this.callers = callers;
    this.addresses = addresses;
    this.rules = rules;
    this.limits = limits;
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
    if (rules.isAnonymous(request)) {
      return CompletableFuture.completedStage(request);
    }
    var credentials = Credentials.of(request).orElseThrow(AuthenticationFilter::refused);
    Trail.of(request).presented(credentials.presented());
    return isWarm(credentials)
        ? CompletableFuture.completedStage(admit(request, credentials))
        : CompletableFuture.supplyAsync(() -> admit(request, credentials), blocking);
  }

  private boolean isWarm(Credentials credentials) {
    return authenticator
        .findWarm(credentials)
        .filter(user -> callers.isWarm(user.id()))
        .isPresent();
  }

  private HttpRequest<?> admit(HttpRequest<?> request, Credentials credentials) {
    InetAddress address = addresses.of(request);
    var signedOn = signOn(credentials, address).orElseThrow(AuthenticationFilter::refused);
    Trail trail = Trail.of(request);
    trail.signedOn(signedOn.how(), signedOn.user().id());
    var caller = callers.caller(signedOn.user(), address, client(request), trail);
    rules.require(request, caller);
    request.setAttribute(CALLER_ATTRIBUTE, caller);
    return request;
  }

  private Optional<SignedOn> signOn(Credentials credentials, @Nullable InetAddress address) {
    return credentials instanceof Credentials.Key key
        ? limits.attempt(key.accessKeyId(), address, () -> authenticator.signOn(key))
        : authenticator.signOn(credentials);
  }

  /** Clients of the field send a header of their own, all others the usual one at best. */
  private static String client(HttpRequest<?> request) {
    String own = request.getHeaders().get(CLIENT);
    String usual = own == null ? request.getHeaders().get(HttpHeaders.USER_AGENT) : own;
    return usual == null ? "" : usual;
  }

  private static FailureException refused() {
    return new FailureException(REFUSED);
  }
}
