package io.anabranch.server.stores;

import static io.anabranch.server.stores.SampleStores.MEM;
import static io.anabranch.server.stores.SampleStores.http;
import static io.anabranch.server.stores.SampleStores.several;
import static io.anabranch.server.stores.SampleStores.store;
import static io.anabranch.versioning.model.AddressType.FULL;
import static io.anabranch.versioning.model.AddressType.RELATIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Pin;
import io.anabranch.versioning.model.TreeLocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressesTest {

  private static final TreeLocation HOME = new TreeLocation("mem", "mem://ns/sub");
  private static final TreeLocation ON_AZURE =
      new TreeLocation("azure", "https://own.blob.core.windows.net/c/sub");

  private static final StoreMap STORES =
      several(
          store("mem", MEM),
          store(
              "azure",
              new AzureStoreSettings(
                  "own",
                  Optional.empty(),
                  Optional.empty(),
                  "blob.core.windows.net",
                  Duration.ofMinutes(10),
                  PresignSettings.DEFAULT,
                  Optional.empty())),
          store("all", http("https://data.example")),
          store("some", http("https://data.example/public/set/")),
          store("blobs", http("https://open.blob.core.windows.net/c")));

  private final PhysicalAddresses addresses =
      new PhysicalAddresses(
          () -> STORES, SigningKeys.of(new Secret("key")), Clock.systemUTC(), new Random(1));

  @ParameterizedTest
  @CsvSource({
    "https://data.example/a/b.csv, all, a/b.csv",
    "https://data.example/public/set/b.csv, some, b.csv",
    "https://data.example/public/setting, all, public/setting",
    "https://data.example/public/set/a%20b/%25%C3%BC.csv, some, a b/%ü.csv",
    "https://data.example/public/set/a b.csv, some, a b.csv",
    "https://open.blob.core.windows.net/c/k, blobs, k"
  })
  void aUrlLeadsToTheNearestWebServer(String url, String store, String key) {
    for (TreeLocation repository : new TreeLocation[] {HOME, ON_AZURE}) {
      PhysicalAddresses.Resolved resolved = addresses.resolve(repository, url, FULL);

      assertThat(resolved.store().id()).isEqualTo(store);
      assertThat(resolved.address()).isEqualTo(new PhysicalAddress("", key));
      assertThat(addresses.stage(repository, url)).isEqualTo(new EntryAddress(url, FULL));
      assertThat(addresses.uri(repository, url, FULL)).isEqualTo(url);
    }
  }

  @Test
  void anUrlOfTheRepositorysOwnStoreStaysThere() {
    String url = "https://own.blob.core.windows.net/c/other/k";

    assertThat(addresses.resolve(ON_AZURE, url, FULL).store().id()).isEqualTo("azure");
    assertThat(addresses.resolve(ON_AZURE, "data/k", RELATIVE).store().id()).isEqualTo("azure");
    assertThat(failure(() -> addresses.resolve(HOME, url, FULL)))
        .isInstanceOf(Failure.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://data.example/a",
        "https://data.example.evil/a",
        "https://data.example@evil/a",
        "https://user@data.example/a",
        "https://data.example:444/a",
        "https://data.example/",
        "https://data.example/a?b=c",
        "https://data.example/a%2Fb",
        "https://data.example/a#b",
        "https://169.254.169.254/latest/meta-data"
      })
  void otherUrlsAreRefused(String url) {
    assertThat(failure(() -> addresses.stage(HOME, url)))
        .isInstanceOf(Failure.Invalid.class)
        .extracting(Failure::message)
        .asString()
        .contains(url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://data.example/public/set, some, ''",
    "https://data.example/public/set/, some, ''",
    "https://data.example/public/se, all, public/se",
    "https://data.example/public/set/a%20b/c, some, a b/c"
  })
  void filesOfAWebServerAreImportedIntoAnyRepository(String url, String store, String key) {
    for (TreeLocation repository : new TreeLocation[] {HOME, ON_AZURE}) {
      ImportSource prefix = addresses.importedPrefix(repository, url);

      assertThat(prefix.store().id()).isEqualTo(store);
      assertThat(prefix.key()).isEqualTo(key);
      String found = prefix.uri(new PhysicalAddress("", key + "/50% off+ü?.csv"));
      ImportSource object = addresses.importedObject(repository, found);
      assertThat(object.address()).isEqualTo(new PhysicalAddress("", key + "/50% off+ü?.csv"));
      assertThat(object.uri(object.address())).isEqualTo(found);
      assertThat(addresses.resolve(repository, found, FULL).address()).isEqualTo(object.address());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mem, https://own.blob.core.windows.net/c/k, `mem` of this, may be on store `azure`",
    "azure, mem://bucket/k, `azure` of this, may be on store `mem`",
    "azure, s3://bucket/k, `azure` of this, match ^https?://",
    "azure, https://elsewhere.example/k, https://elsewhere.example/k, no store of type http; add"
  })
  void sourcesElsewhereAreRefusedByName(String home, String uri, String here, String there) {
    TreeLocation repository = home.equals("mem") ? HOME : ON_AZURE;
    assertThat(failure(() -> addresses.importedObject(repository, uri)))
        .isEqualTo(failure(() -> addresses.importedPrefix(repository, uri)))
        .isInstanceOf(Failure.Invalid.class)
        .extracting(Failure::message)
        .asString()
        .contains(here, there);
  }

  @Test
  void bytesOfOthersAreReadWithTheirEtag() {
    Entry entry =
        new Entry("x", FULL, Instant.EPOCH, 1, "the-etag", Map.<String, String>of(), "text/csv");

    assertThat(addresses.resolve(HOME, "https://data.example/a", FULL).pin(entry))
        .isEqualTo(Pin.ofEtag("the-etag"));
    assertThat(addresses.resolve(HOME, "mem://ns/other/k", FULL).pin(entry)).isEqualTo(Pin.NONE);
  }

  @Test
  void clientsAreToldWhatCanBeImported() {
    StoreDescription description = STORES.get("some").description();

    assertThat(description.importRegex()).isEqualTo("^https://data\\.example/public/set/");
    assertThat(description.admits("https://data.example/public/set/x")).isTrue();
    assertThat(description.admits("https://dataXexample/public/set/x")).isFalse();
    assertThat(description.defaultNamespacePrefix()).isEmpty();
  }

  private static Failure failure(ThrowingCallable call) {
    FailureException thrown = catchThrowableOfType(FailureException.class, call);
    assertThat(thrown).as("a failure").isNotNull();
    return thrown.failure();
  }
}
