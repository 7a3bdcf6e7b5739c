package io.anabranch.server.auth;

import io.anabranch.server.trail.Presented;
import io.anabranch.server.trail.Trail;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Signs on who proves to hold an access key by what was signed with it, without sending its secret.
 * Safe for use by many threads.
 */
@Singleton
public final class SignatureSignOn {

  private final Authenticator authenticator;
  private final Callers callers;
  private final ClientAddresses addresses;
  private final LoginLimits limits;

  SignatureSignOn(
      Authenticator authenticator, Callers callers, ClientAddresses addresses, LoginLimits limits) {
    this.authenticator = authenticator;
    this.callers = callers;
    this.addresses = addresses;
    this.limits = limits;
  }

  /**
   * May block on the database.
   *
   * @param proof whether the request was signed with this secret; must compare in constant time
   * @return empty when there is no such key, or the proof fails
   * @throws io.anabranch.versioning.failure.FailureException Unauthenticated when the key has
   *     ended, Busy after too many failures
   */
  public Optional<Caller> signOn(
      HttpRequest<?> request, String accessKeyId, Predicate<String> proof) {
    Trail trail = Trail.of(request);
    var presented = new Presented(Presented.Kind.KEY, accessKeyId);
    trail.presented(presented);
    InetAddress address = addresses.of(request);
    return limits
        .attempt(accessKeyId, address, () -> authenticator.findSigner(accessKeyId, proof))
        .map(
            user -> {
              trail.signedOn(presented, user.id());
              return callers.caller(user, address, client(request), trail);
            });
  }

  private static String client(HttpRequest<?> request) {
    String agent = request.getHeaders().get(HttpHeaders.USER_AGENT);
    return agent == null ? "" : agent;
  }
}
