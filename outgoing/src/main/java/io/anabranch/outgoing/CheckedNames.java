package io.anabranch.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * What the client asks for a host's addresses, once for each connection: it connects to what it is
 * given here, so that no name can change its address between check and use.
 */
record CheckedNames(Names names, AddressRules rules) implements DnsResolver {

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return rules.check(host, names.addresses(host));
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
