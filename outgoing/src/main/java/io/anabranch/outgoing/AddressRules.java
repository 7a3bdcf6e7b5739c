package io.anabranch.outgoing;

import java.net.InetAddress;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which addresses requests may go to: those of the public Internet, and what is allowed besides.
 * Everything that IANA reserves for special purposes is refused, among it loopback, private,
 * link-local (where clouds keep credentials), shared, multicast and unspecified addresses, and IPv6
 * addresses that stand for IPv4 ones. Immutable.
 */
public final class AddressRules {

  /** The IANA IPv4 special-purpose registry, and multicast. */
  private static final List<Network> SPECIAL_IPV4 =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** What is not in here is loopback, mapped, NAT64, unique local, link-local or multicast. */
  private static final Network PUBLIC_IPV6 = Network.parse("2000::/3");

  /** The IANA IPv6 special-purpose registry, as far as it lies within the above. */
  private static final List<Network> SPECIAL_IPV6 =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private static final Pattern HOST = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

  /** Digits and dots alone are an address, or meant to look like one. */
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final List<Network> networks;
  private final Set<String> hosts;

  private AddressRules(List<Network> networks, Set<String> hosts) {
    this.networks = networks;
    this.hosts = hosts;
  }

  /**
   * @param allowed beyond the public Internet: networks such as {@code 10.1.0.0/16}, addresses, or
   *     names of hosts, which may then have any address
   * @throws IllegalArgumentException for what is none of these; the message repeats it
   */
  public static AddressRules allowing(Collection<String> allowed) {
    Set<String> hosts = new HashSet<>();
    Stream.Builder<Network> networks = Stream.builder();
    for (String text : allowed) {
      String host = bare(text);
      if (HOST.matcher(host).matches() && !NUMBERS.matcher(host).matches()) {
        hosts.add(host);
      } else {
        networks.add(network(text));
      }
    }
    return new AddressRules(networks.build().toList(), Set.copyOf(hosts));
  }

  private static Network network(String text) {
    try {
      return Network.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "`" + text + "` is not an address, a network such as 10.1.0.0/16, or a host", e);
    }
  }

  /**
   * Looks at the form alone: http or https, a host, and no credentials before it.
   *
   * @throws ForbiddenAddressException when no request may go there, whatever the host's addresses
   */
  public void checkForm(URI url) throws ForbiddenAddressException {
    String host = url.getHost();
    if (!SCHEMES.contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT))) {
      throw new ForbiddenAddressException("it is not an http or https URL");
    }
    if (host == null) {
      throw new ForbiddenAddressException("its URL has no host");
    }
    if (url.getRawUserInfo() != null || host.indexOf('%') >= 0) {
      throw new ForbiddenAddressException("its URL has credentials or a zone beside the host");
    }
  }

  /**
   * @param addresses all that the host has
   * @return the same
   * @throws ForbiddenAddressException when even one of them is not allowed
   */
  public InetAddress[] check(String host, InetAddress[] addresses)
      throws ForbiddenAddressException {
    boolean trusted = hosts.contains(bare(host));
    for (InetAddress address : addresses) {
      if (!trusted && !isPublic(address) && !isIn(networks, address)) {
        throw new ForbiddenAddressException(
            "`" + host + "` is " + address.getHostAddress() + ", an address that is not allowed");
      }
    }
    return addresses;
  }

  private static boolean isPublic(InetAddress address) {
    return address.getAddress().length == 4
        ? !isIn(SPECIAL_IPV4, address)
        : PUBLIC_IPV6.contains(address) && !isIn(SPECIAL_IPV6, address);
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** In lower case and without the dot at the end that makes a name absolute. */
  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static List<Network> networks(String... texts) {
    return Stream.of(texts).map(Network::parse).toList();
  }
}
