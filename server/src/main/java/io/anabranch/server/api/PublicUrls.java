package io.anabranch.server.api;

import io.anabranch.server.config.LinkSettings;
import io.anabranch.server.config.ServerConfiguration;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the URL of this server: the configured one, else that of the request. The framework's own
 * resolver believes proxies unasked, and cuts the addresses of IPv6. Safe for use by many threads.
 */
@Singleton
public final class PublicUrls {

  private static final String HOST = "X-Forwarded-Host";
  private static final String SCHEME = "X-Forwarded-Proto";
  private static final List<String> SIGNS_OF_A_PROXY =
      List.of(HOST, SCHEME, "X-Forwarded-For", "X-Real-IP", "Forwarded", "Via");

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** A name or address, and a port. */
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

  private final LinkSettings settings;

  PublicUrls(ServerConfiguration configuration) {
    this.settings = configuration.links();
  }

  public PublicUrl of(HttpRequest<?> request) {
    return settings
        .baseUrl()
        .map(url -> new PublicUrl(url.toString().replaceAll("/+$", ""), true))
        .orElseGet(() -> ofHeaders(request, settings.forwardedHeaders()));
  }

  private static PublicUrl ofHeaders(HttpRequest<?> request, boolean believing) {
    HttpHeaders headers = request.getHeaders();
    Optional<String> host = believing ? first(headers, HOST) : Optional.empty();
    Optional<String> scheme = believing ? first(headers, SCHEME) : Optional.empty();
    String known =
        known(
            host.orElse(headers.get(HttpHeaders.HOST)),
            scheme.orElse(request.isSecure() ? "https" : "http"));
    boolean direct = SIGNS_OF_A_PROXY.stream().noneMatch(headers::contains);
    return new PublicUrl(known, known != null && (direct || believing));
  }

  /** What the first of several proxies was asked for. */
  private static Optional<String> first(HttpHeaders headers, String name) {
    return Optional.ofNullable(headers.get(name)).map(list -> list.split(",", 2)[0].strip());
  }

  private static @Nullable String known(@Nullable String host, String scheme) {
    boolean usable = host != null && AUTHORITY.matcher(host).matches() && SCHEMES.contains(scheme);
    return usable ? scheme + "://" + host : null;
  }
}
