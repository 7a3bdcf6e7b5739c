package io.anabranch.server.stores;

import static io.anabranch.server.stores.SampleStores.MEM;
import static io.anabranch.server.stores.SampleStores.azure;
import static io.anabranch.server.stores.SampleStores.local;
import static io.anabranch.server.stores.SampleStores.several;
import static io.anabranch.server.stores.SampleStores.single;
import static io.anabranch.server.stores.SampleStores.store;
import static io.anabranch.versioning.model.AddressType.FULL;
import static io.anabranch.versioning.model.AddressType.RELATIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.server.stores.PhysicalAddresses.LinkAddress;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.TreeLocation;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PhysicalAddressesTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final SigningKeys KEY = SigningKeys.of(new Secret("signing key"));
  private static final LinkTarget TARGET = new LinkTarget("repo", "main", "a/b");
  private static final TreeLocation ON_DISK = new TreeLocation("disk", "local://ns/sub");
  private static final TreeLocation IN_MEMORY = new TreeLocation("mem", "mem://ns/sub/");

  private static final StoreMap STORES =
      several(
          store("disk", local("/srv/objects")),
          store("mem", MEM),
          store("az", azure(Optional.of(URI.create("http://127.0.0.1:10000/acct")))));

  private final PhysicalAddresses addresses = at(NOW, KEY);

  private static PhysicalAddresses at(Instant now, SigningKeys key) {
    return new PhysicalAddresses(
        () -> STORES, key, Clock.fixed(now, ZoneOffset.UTC), new Random(1));
  }

  @ParameterizedTest
  @CsvSource({
    "disk, local://ns/sub, data/p/x, RELATIVE, ns, sub/data/p/x,"
        + " local:///srv/objects/ns/sub/data/p/x",
    "disk, local://ns/, data/p/x, RELATIVE, ns, data/p/x, local:///srv/objects/ns/data/p/x",
    "disk, local:///srv/objects/ns, _lakefs/i, RELATIVE, ns, _lakefs/i,"
        + " local:///srv/objects/ns/_lakefs/i",
    "disk, local://ns, local:///srv/objects/other/k, FULL, other, k,"
        + " local:///srv/objects/other/k",
    "disk, local://ns, local://other/k, FULL, other, k, local:///srv/objects/other/k",
    "mem, mem://bucket/pre, data/p/x, RELATIVE, bucket, pre/data/p/x, mem://bucket/pre/data/p/x",
    "mem, mem://bucket, mem://b/k%20 ü, FULL, b, k%20 ü, mem://b/k%20 ü",
    "az, https://acct.blob.core.windows.net/lake/ns, data/p/x, RELATIVE, lake, ns/data/p/x,"
        + " https://acct.blob.core.windows.net/lake/ns/data/p/x",
    "az, http://127.0.0.1:10000/acct/lake, data/p/x, RELATIVE, lake, data/p/x,"
        + " https://acct.blob.core.windows.net/lake/data/p/x",
    "az, https://acct.blob.core.windows.net/lake, http://acct.blob.core.windows.net/c/k, FULL, c, k,"
        + " https://acct.blob.core.windows.net/c/k"
  })
  void anEntryLeadsToAStoreAndAUri(
      String store,
      String namespace,
      String address,
      AddressType type,
      String container,
      String key,
      String uri) {
    TreeLocation repository = new TreeLocation(store, namespace);

    PhysicalAddresses.Resolved resolved = addresses.resolve(repository, address, type);

    assertThat(resolved.store().id()).isEqualTo(store);
    assertThat(resolved.address()).isEqualTo(new PhysicalAddress(container, key));
    assertThat(addresses.uri(repository, address, type)).isEqualTo(uri);
  }

  @Test
  void addressesThatLeadElsewhereAreRefused() {
    assertThat(failure(() -> addresses.resolve(ON_DISK, "../../secret", RELATIVE)))
        .isEqualTo(new Failure.Invalid("bad path traversal blocked: invalid address"));
    assertThat(failure(() -> addresses.resolve(ON_DISK, "local:///etc/passwd", FULL)))
        .isInstanceOf(Failure.Forbidden.class);
    assertThat(failure(() -> addresses.resolve(ON_DISK, "local:///srv/objects2/x/y", FULL)))
        .isInstanceOf(Failure.Forbidden.class);
    assertThat(addresses.resolve(ON_DISK, "local:///outside/x/y", FULL).address())
        .isEqualTo(new PhysicalAddress("/outside", "x/y"));
    assertThat(failure(() -> addresses.resolve(ON_DISK, "local:///outside/../x", FULL)))
        .isInstanceOf(Failure.Invalid.class);
    assertThat(failure(() -> addresses.resolve(ON_DISK, "mem://a/b", FULL)))
        .isEqualTo(new Failure.Invalid("expected storage type local: invalid address"));
  }

  @ParameterizedTest
  @CsvSource({
    "local://ns/sub/data/p/x, data/p/x, RELATIVE",
    "local:///srv/objects/ns/sub/data/p/x, data/p/x, RELATIVE",
    "local://ns/sub/other/x, local://ns/sub/other/x, FULL",
    "local://ns/sub2/data/x, local://ns/sub2/data/x, FULL",
    "local:///srv/objects/else/x, local:///srv/objects/else/x, FULL"
  })
  void stagedAddressesBelowDataAreRelative(String uri, String address, AddressType type) {
    assertThat(addresses.stage(ON_DISK, uri)).isEqualTo(new EntryAddress(address, type));
  }

  @Test
  void stagedAddressesMustBeOnTheRepositorysStore() {
    assertThat(failure(() -> addresses.stage(ON_DISK, "s3://b/k")))
        .isEqualTo(new Failure.Invalid("physical address is not valid for block adapter: local"));
    assertThat(failure(() -> addresses.stage(new TreeLocation("gone", "mem://ns"), "mem://b/k")))
        .isEqualTo(new Failure.Invalid("no storage config found for id: gone: invalid address"));
    assertThat(failure(() -> addresses.stage(ON_DISK, "local:///etc/passwd")))
        .isInstanceOf(Failure.Forbidden.class);
    assertThat(failure(() -> addresses.stage(IN_MEMORY, "mem://bucket/")))
        .isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void anOfferedAddressCanBeLinkedForADay() {
    LinkAddress offer = addresses.offerLink(ON_DISK, TARGET);

    assertThat(offer.address()).matches("data/[0-9a-v]{20}/[0-9a-v]{20},[-_A-Za-z0-9]{43}");
    assertThat(offer.uri()).isEqualTo("local:///srv/objects/ns/sub/" + offer.address());
    assertThat(offer.expiry()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    assertThat(addresses.link(ON_DISK, TARGET, offer.uri()))
        .isEqualTo(addresses.link(ON_DISK, TARGET, "local://ns/sub/" + offer.address()))
        .isEqualTo(new EntryAddress(offer.address(), RELATIVE));

    PhysicalAddresses justBefore = at(offer.expiry().minusSeconds(1), KEY);
    assertThat(justBefore.link(ON_DISK, TARGET, offer.uri()).type()).isEqualTo(RELATIVE);
    assertThat(failure(() -> at(offer.expiry(), KEY).link(ON_DISK, TARGET, offer.uri())))
        .isEqualTo(new Failure.Invalid("link address expired"));
  }

  @Test
  void anOfferIsForOnePathAndOneKey() {
    String uri = addresses.offerLink(IN_MEMORY, TARGET).uri();
    Failure wrong = new Failure.Invalid("invalid address signature: invalid address");

    assertThat(failure(() -> addresses.link(IN_MEMORY, new LinkTarget("repo", "main", "a"), uri)))
        .isEqualTo(wrong);
    assertThat(failure(() -> addresses.link(IN_MEMORY, new LinkTarget("repo", "dev", "a/b"), uri)))
        .isEqualTo(wrong);
    assertThat(failure(() -> addresses.link(IN_MEMORY, new LinkTarget("r", "main", "a/b"), uri)))
        .isEqualTo(wrong);
    assertThat(
            failure(
                () -> at(NOW, SigningKeys.of(new Secret("other"))).link(IN_MEMORY, TARGET, uri)))
        .isEqualTo(wrong);
    assertThat(
            failure(() -> addresses.link(IN_MEMORY, TARGET, uri.replaceFirst("data/.", "data/9"))))
        .isEqualTo(wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mem://ns/sub/data/p/x", "mem://ns/sub/data/p/x,***"})
  void addressesBelowDataNeedASignature(String uri) {
    assertThat(failure(() -> addresses.link(IN_MEMORY, TARGET, uri)))
        .isInstanceOf(Failure.Invalid.class)
        .extracting(Failure::message)
        .asString()
        .endsWith("link address invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acct.blob.core.windows.net/lake/data/p/x",
        "http://acct.blob.core.windows.net/lake/data/p/x",
        "http://127.0.0.1:10000/acct/lake/data/p/x"
      })
  void anotherSpellingOfAnAddressBelowDataNeedsASignatureToo(String uri) {
    TreeLocation lake = new TreeLocation("az", "https://acct.blob.core.windows.net/lake");

    assertThat(failure(() -> addresses.link(lake, TARGET, uri)))
        .isInstanceOf(Failure.Invalid.class);
    assertThat(failure(() -> addresses.stage(lake, uri.replaceFirst("acct", "other"))))
        .isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void otherAddressesAreLinkedAsTheyAre() {
    assertThat(addresses.link(IN_MEMORY, TARGET, "mem://elsewhere/k"))
        .isEqualTo(new EntryAddress("mem://elsewhere/k", FULL));
  }

  @Test
  void whatIsSignedIsWrittenAsGoWritesJson() {
    assertThat(LinkSignatures.message(new LinkTarget("r", "b", "ü\"\\<&>\u2028\n\u0001"), "data/x"))
        .isEqualTo(
            "{\"Repository\":\"r\",\"Branch\":\"b\",\"Path\":\"ü\\\"\\\\\\u003c\\u0026\\u003e"
                + "\\u2028\\n\\u0001\",\"PhysicalAddress\":\"data/x\"}");
  }

  @Test
  void aSingleStoreIsFoundByTheEmptyId() {
    StoreMap one = single(MEM);
    PhysicalAddresses alone =
        new PhysicalAddresses(() -> one, KEY, Clock.systemUTC(), new Random(1));

    assertThat(alone.resolve(new TreeLocation("", "mem://ns"), alone.mint(), RELATIVE).store())
        .isSameAs(one.get(""));
  }

  private static Failure failure(ThrowingCallable call) {
    FailureException thrown = catchThrowableOfType(FailureException.class, call);
    assertThat(thrown).as("a failure").isNotNull();
    return thrown.failure();
  }
}
