package io.anabranch.server.stores;

import static io.anabranch.server.stores.SampleStores.MEM;
import static io.anabranch.server.stores.SampleStores.definition;
import static io.anabranch.server.stores.SampleStores.lakefs;
import static io.anabranch.server.stores.SampleStores.several;
import static io.anabranch.server.stores.SampleStores.store;
import static io.anabranch.versioning.model.AddressType.FULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.LakefsStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerAddressesTest {

  private static final TreeLocation HOME = new TreeLocation("mem", "mem://ns/sub");

  private static final StoreMap STORES =
      several(
          store("mem", MEM),
          store("lakes", lakefs("lake", "pond")),
          store("deep", lakefs("lake-deep")));

  private final PhysicalAddresses addresses =
      new PhysicalAddresses(
          () -> STORES, SigningKeys.of(new Secret("key")), Clock.systemUTC(), new Random(1));

  @ParameterizedTest
  @CsvSource({
    "lakefs://lake/main/a, lakes, lake, main/a",
    "lakefs://lake-dee/main/a, lakes, lake-dee, main/a",
    "lakefs://lake-deeper/0123/a b/%2F?#c, deep, lake-deeper, 0123/a b/%2F?#c",
    "lakefs://pond/v1.0/a//b, lakes, pond, v1.0/a//b"
  })
  void anAddressIsOnTheStoreThatSaysTheMostOfIt(
      String uri, String store, String container, String key) {
    var address = new PhysicalAddress(container, key);
    PhysicalAddresses.Resolved resolved = addresses.resolve(HOME, uri, FULL);
    ImportSource source = addresses.importedObject(HOME, uri);

    assertThat(resolved.store().id()).isEqualTo(store);
    assertThat(resolved.address()).isEqualTo(address);
    assertThat(source.address()).isEqualTo(address);
    assertThat(source.uri(address)).isEqualTo(uri);
    assertThat(addresses.uri(HOME, uri, FULL)).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "lakefs://lake/main, main/",
    "lakefs://lake/main/, main/",
    "lakefs://lake/main/a, main/a",
    "lakefs://lake/main/a/, main/a/"
  })
  void aWholeRefIsAPrefix(String uri, String key) {
    ImportSource source = addresses.importedPrefix(HOME, uri);

    assertThat(source.key()).isEqualTo(key);
    assertThat(source.uri(new PhysicalAddress("lake", "0123/a"))).isEqualTo("lakefs://lake/0123/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lakefs://lake", "lakefs://lake/", "lakefs://lake/main", "lakefs://lake/main/"})
  void whatIsNoObjectIsNotOne(String uri) {
    refused(() -> addresses.importedObject(HOME, uri), "lakefs://repository/ref/path");
    refused(() -> addresses.stage(HOME, uri), "lakefs://repository/ref/path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lakefs://sea/main/a", "lakefs:///main/a", "lakefs://Lake/main/a"})
  void otherRepositoriesAreOnNoStore(String uri) {
    refused(() -> addresses.resolve(HOME, uri, FULL), "no store of type lakefs");
    refused(() -> addresses.importedPrefix(HOME, uri), "no store of type lakefs");
  }

  private static void refused(ThrowingCallable call, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Invalid.class))
        .hasMessageContaining(why);
  }

  @Test
  void clientsAreToldWhichRepositoriesThereAre() {
    StoreDescription some = StoreDescription.of(definition("p", false, lakefs("a.b-", "c")));

    assertThat(some.importing()).isTrue();
    assertThat(some.admits("lakefs://a.b-1/main/x")).isTrue();
    assertThat(some.admits("lakefs://axb-1/main/x")).isFalse();
    assertThat(some.toString()).doesNotContain("hidden");
    assertThat(StoreDescription.of(definition("p", false, lakefs())).admits("lakefs://x/y/z"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lakefs.example",
        "https://lakefs.example/",
        "https://lakefs.example/api/v1",
        "https://lakefs.example/api/v1/"
      })
  void theServerIsTheSameWithAndWithoutThePathOfItsApi(String endpoint) throws Exception {
    String json =
        """
        {"id": "p", "type": "lakefs", "lakefs": {"endpoint": "%s", "access_key_id": "a",
         "secret_access_key": "b"}}
        """
            .formatted(endpoint);
    var parsed = StoreDefinition.parse(json, Path.of("/"));

    assertThat(parsed.location()).isEqualTo("lakefs:https://lakefs.example");
    assertThat(parsed.settings())
        .isEqualTo(
            new LakefsStoreSettings(
                URI.create("https://lakefs.example"),
                "a",
                new Secret("b"),
                List.of(),
                List.of(),
                PresignSettings.DEFAULT));
  }
}
