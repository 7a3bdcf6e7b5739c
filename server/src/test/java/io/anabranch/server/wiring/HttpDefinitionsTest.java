package io.anabranch.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.http.HttpSettings;
import io.anabranch.blockstore.http.WebServer;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreLayerSettings;
import io.anabranch.server.config.StoreStart;
import io.anabranch.server.stores.StoreEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpDefinitionsTest {

  private static final URI ENDPOINT = URI.create("http://data.example/files");

  private static final OutgoingSettings OUTGOING =
      new OutgoingSettings(
          AddressRules.allowing(List.of()),
          1,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  @TempDir Path folder;

  @Test
  void urlsComeFromTheConfigurationAndAFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("urls.txt"),
            """
            # the second half

            http://data.example/files/c%20d.csv
              e/f.csv
            """);
    HttpSettings settings =
        HttpDefinitions.settings(http(ENDPOINT, List.of("a.csv"), Optional.of(file)), OUTGOING);

    assertThat(settings.keys().orElseThrow()).containsExactly("a.csv", "c d.csv", "e/f.csv");
    assertThat(settings.headers())
        .containsOnly(Map.entry("Authorization", "Bearer token"), Map.entry("X-Key", "value"));
    assertThat(settings.toString()).doesNotContain("token").doesNotContain("value");
    assertThat(
            HttpDefinitions.settings(http(ENDPOINT, List.of(), Optional.empty()), OUTGOING).keys())
        .isEmpty();
  }

  @Test
  void whatCannotBeOnTheListIsNamed() {
    for (String url : List.of("http://other.example/files/a", "a?b=c", "a%2Fb", "ftp://x/y")) {
      assertThatThrownBy(
              () ->
                  HttpDefinitions.settings(
                      http(ENDPOINT, List.of(url), Optional.empty()), OUTGOING))
          .isInstanceOf(BlockstoreException.class)
          .hasMessageContaining("`" + url + "`");
    }
    Path missing = folder.resolve("missing");
    assertThatThrownBy(
            () ->
                HttpDefinitions.settings(http(ENDPOINT, List.of(), Optional.of(missing)), OUTGOING))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aStoreWithAListIsAskedAtAnEagerStart() {
    var files = new MemoryBlockstore(1000, Clock.systemUTC());
    files.put(
        new PhysicalAddress("", "a b.csv"), Content.of("x".getBytes(UTF_8)), PutOptions.REPLACE);
    try (WebServer server = WebServer.start(files)) {
      var settings = http(server.endpoint(), List.of("a%20b.csv", "gone.csv"), Optional.empty());
      try (Blockstore store = open(settings, StoreStart.EAGER)) {
        assertThat(server.requests()).containsExactly("HEAD a b.csv");
        assertThat(store.list(ListRequest.of("", "")).objects())
            .extracting(object -> object.address().key())
            .containsExactly("a b.csv");
      }
    }
  }

  @Test
  void aServerThatIsAwayStopsOnlyAnEagerStart() {
    WebServer server = WebServer.start(new MemoryBlockstore(1000, Clock.systemUTC()));
    var settings = http(server.endpoint(), List.of("a.csv"), Optional.empty());
    server.close();

    assertThatThrownBy(() -> open(settings, StoreStart.EAGER).close())
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("accepts connections");
    open(settings, StoreStart.LAZY).close();
  }

  private static Blockstore open(HttpStoreSettings http, StoreStart start) {
    return new BlockstoreFactory(new SimpleMeterRegistry(), Clock.systemUTC())
        .open(
            StoreEntry.configured(
                new StoreDefinition(
                    "web",
                    Optional.empty(),
                    "",
                    false,
                    Optional.empty(),
                    start,
                    false,
                    Optional.empty(),
                    http,
                    StoreLayerSettings.DEFAULT.impatient(Duration.ofSeconds(5)))))
        .blockstore();
  }

  private static HttpStoreSettings http(URI endpoint, List<String> urls, Optional<Path> file) {
    return new HttpStoreSettings(
        endpoint,
        Optional.of(new Secret("token")),
        Map.of("X-Key", new Secret("value")),
        urls,
        file,
        List.of("127.0.0.1"),
        PresignSettings.DEFAULT);
  }
}
