package io.anabranch.server.s3gateway.object;

import io.anabranch.server.api.PublicUrls;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.objects.ObjectLinks;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Hosts;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Sends clients that ask for it to where the bytes are. */
@Singleton
final class Redirects {

  /** In the agent of those clients of the field that can follow one. */
  private static final String ABLE = "s3RedirectionSupport";

  private final ObjectLinks links;
  private final PublicUrls urls;
  private final Hosts hosts;
  private final boolean hasBaseUrl;

  Redirects(ObjectLinks links, PublicUrls urls, Hosts hosts, ServerConfiguration configuration) {
    this.links = links;
    this.urls = urls;
    this.hosts = hosts;
    this.hasBaseUrl = configuration.links().baseUrl().isPresent();
  }

  Optional<MutableHttpResponse<?>> find(Call call, FoundObject found) {
    boolean able =
        call.request()
            .header(HttpHeaders.USER_AGENT)
            .filter(agent -> agent.contains(ABLE))
            .isPresent();
    return able && isReachable(call)
        ? Optional.of(
            HttpResponse.status(HttpStatus.TEMPORARY_REDIRECT)
                .header(
                    HttpHeaders.LOCATION, links.get(found, urls.of(call.request().http())).url()))
        : Optional.empty();
  }

  /** A link of this server's below a host of the gateway would be a key there. */
  private boolean isReachable(Call call) {
    return hasBaseUrl || !hosts.isOurs(S3Request.host(call.request().http()));
  }
}
