package io.anabranch.server.s3gateway.protocol;

import io.anabranch.server.config.ServerConfiguration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names under which the gateway is reached. */
@Singleton
public final class Hosts {

  /** In lower case. */
  private final List<String> domains;

  @Inject
  Hosts(ServerConfiguration configuration) {
    this(configuration.s3Gateway().domainNames());
  }

  public Hosts(List<String> domains) {
    this.domains = domains.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether a host is one of the gateway's: a domain, or below one. */
  public boolean isOurs(String host) {
    String name = name(host);
    return domains.stream().anyMatch(domain -> isIn(name, domain));
  }

  /** The bucket that a host names: what stands before a domain. */
  public Optional<String> findBucket(String host) {
    String name = name(host);
    return domains.stream()
        .filter(domain -> name.endsWith("." + domain))
        .map(domain -> name.substring(0, name.length() - domain.length() - 1))
        .findFirst();
  }

  private static boolean isIn(String name, String domain) {
    return name.equals(domain) || name.endsWith("." + domain);
  }

  /** Without the port. */
  private static String name(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon >= 0 && host.indexOf(']', colon) < 0;
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }
}
