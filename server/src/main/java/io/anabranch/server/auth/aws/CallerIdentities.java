package io.anabranch.server.auth.aws;

import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.server.auth.BoundedRequests;
import io.anabranch.server.config.AwsLoginSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from STS who signed a request. The server adds its own name to it, so that one that was
 * signed for another server proves nothing here, and sends it to endpoints of AWS only. Safe for
 * use by many threads; calls block.
 */
public final class CallerIdentities implements AwsIdentities {

  private static final Logger log = LoggerFactory.getLogger(CallerIdentities.class);
  private static final int OK = 200;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final Pattern PUBLIC =
      Pattern.compile("sts(-fips)?(\\.[a-z0-9-]{1,40})?\\.amazonaws\\.com(\\.cn)?");

  private final AwsLoginSettings settings;
  private final BoundedRequests requests;

  public CallerIdentities(AwsLoginSettings settings, BoundedRequests requests) {
    this.settings = settings;
    this.requests = requests;
  }

  /**
   * @throws FailureException Invalid for a host that is not one of STS, Unauthenticated when STS
   *     says nothing of who it is, Unavailable when it does not answer
   */
  @Override
  public CallerIdentity identity(SignedRequest request) {
    URI url = URI.create(endpoint(request) + "/?" + request.query());
    try {
      BoundedRequests.Answer answer =
          requests.send(
              new OutgoingRequest(
                  OutgoingRequest.Method.valueOf(String.valueOf(request.method())),
                  url,
                  Map.of(),
                  Map.of(SignedRequest.SERVER_ID, settings.serverId())));
      // Whoever is redirected to is not to say who somebody is.
      Optional<CallerIdentity> identity =
          answer.status() == OK && answer.url().equals(url)
              ? CallerIdentity.read(answer.body())
              : Optional.empty();
      return identity.orElseThrow(() -> refused(answer.status()));
    } catch (IOException e) {
      log.warn("STS at {} does not answer: {}", url.getHost(), e.getMessage());
      throw new FailureException(
          new Failure.Unavailable(
              "AWS STS does not answer: try again later, or use an access key", RETRY_AFTER));
    }
  }

  private static FailureException refused(int status) {
    return new FailureException(
        new Failure.Unauthenticated(
            ("AWS STS does not say whose the request is (it answered %d): sign it again, for this"
                    + " server's X-LakeFS-Server-ID")
                .formatted(status)));
  }

  private String endpoint(SignedRequest request) {
    String host = String.valueOf(request.host()).toLowerCase(Locale.ROOT);
    return settings.endpoints().stream()
        .filter(endpoint -> endpoint.getRawAuthority().equalsIgnoreCase(host))
        .findFirst()
        .map(endpoint -> endpoint.getScheme() + "://" + endpoint.getRawAuthority())
        .or(
            () ->
                PUBLIC.matcher(host).matches() ? Optional.of("https://" + host) : Optional.empty())
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Invalid(
                        "identityRequest.identity_token: host: is an endpoint of AWS STS, such as"
                            + " sts.amazonaws.com; others are named in"
                            + " auth.providers.aws.sts_endpoints")));
  }
}
