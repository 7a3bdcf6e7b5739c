package io.anabranch.outgoing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  private static final AddressRules STRICT = AddressRules.allowing(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNobodysBusinessIsRefused(String address) {
    assertThatThrownBy(() -> check(STRICT, address))
        .isInstanceOf(ForbiddenAddressException.class)
        .hasMessageContaining("not allowed");
  }

  /** An IPv4 address in IPv6's clothes, as a resolver may hand it out unchanged. */
  @Test
  void whatIsMappedIntoIpv6IsRefusedUnchanged() throws Exception {
    byte[] mapped = InetAddress.ofLiteral("::").getAddress();
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 8;
    InetAddress address = Inet6Address.getByAddress("host", mapped, -1);

    assertThatThrownBy(() -> STRICT.check("host", new InetAddress[] {address}))
        .isInstanceOf(ForbiddenAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2600::1",
        "2a00:1450::1"
      })
  void thePublicInternetIsAllowed(String address) {
    assertThatCode(() -> check(STRICT, address)).doesNotThrowAnyException();
  }

  @Test
  void moreCanBeAllowed() {
    AddressRules rules =
        AddressRules.allowing(List.of("10.1.0.0/17", "127.0.0.1", "fd00::/8", "Data.Example."));

    for (String address : List.of("10.1.0.1", "10.1.127.255", "127.0.0.1", "fd12::1")) {
      assertThatCode(() -> check(rules, address)).doesNotThrowAnyException();
    }
    for (String address : List.of("10.1.128.0", "10.0.255.255", "127.0.0.2", "fc00::1")) {
      assertThatThrownBy(() -> check(rules, address)).hasMessageContaining(address.substring(0, 2));
    }
    InetAddress[] loopback = {InetAddress.getLoopbackAddress()};
    assertThatCode(() -> rules.check("data.example", loopback)).doesNotThrowAnyException();
    assertThatCode(() -> rules.check("DATA.example.", loopback)).doesNotThrowAnyException();
    InetAddress[] other = {InetAddress.ofLiteral("10.9.9.9")};
    assertThatThrownBy(() -> rules.check("evil.data.example", other))
        .isInstanceOf(ForbiddenAddressException.class);
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnough() {
    InetAddress[] both = {InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("10.0.0.1")};

    assertThatThrownBy(() -> STRICT.check("both", both)).hasMessageContaining("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0", "a b", "", "::1/129"})
  void whatIsNoAddressIsNamed(String text) {
    assertThatThrownBy(() -> AddressRules.allowing(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`" + text + "`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://example.com/",
        "//example.com/",
        "/path",
        "http:///path",
        "http:opaque",
        "http://user@example.com/",
        "http://user:word@example.com/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://0x7f.0.0.1/",
        "http://127.1/"
      })
  void someFormsAreRefusedBeforeAnyNameIsLookedUp(String url) {
    assertThatThrownBy(() -> STRICT.checkForm(URI.create(url)))
        .isInstanceOf(ForbiddenAddressException.class);
  }

  private static void check(AddressRules rules, String address) throws UnknownHostException {
    rules.check("host", new InetAddress[] {InetAddress.ofLiteral(address)});
  }
}
