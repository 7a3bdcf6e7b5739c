package io.anabranch.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreLayerSettingsTest {

  private static final String START =
      """
      database: {type: embedded}
      auth: {encrypt: {secret_key: s}}
      blockstores:
        signing: {secret_key: k}
        stores:
      """;

  @TempDir Path folder;

  @Test
  void everyStoreHasItsOwn() throws Exception {
    List<StoreDefinition> stores =
        load(
            """
              - {id: plain, type: s3}
              - id: slow
                type: s3
                retry: {first_wait: 1s, longest_wait: 1m}
                breaker: {calls: 100, failure_percent: 80, pause: 1m, probes: 1}
                time_limits: {silence: 2m, copy: 1h}
                concurrency: {calls: 4, open_objects: 8, longest_wait: 0s}
                integrity: {verify_writes: false, verify_reads: false}
            """);

    assertThat(stores.getFirst().layers()).isEqualTo(StoreLayerSettings.DEFAULT);
    assertThat(stores.getLast().layers())
        .isEqualTo(
            new StoreLayerSettings(
                new StoreRetrySettings(8, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                new StoreBreakerSettings(100, 80, Duration.ofMinutes(1), 1),
                new StoreTimeLimitSettings(Duration.ofMinutes(2), Duration.ofHours(1)),
                new StoreConcurrencySettings(4, 8, Duration.ZERO),
                new StoreIntegritySettings(false, false)));
  }

  @Test
  void thePeersNumberOfRetriesCountsUnlessAttemptsAreGiven() throws Exception {
    List<StoreDefinition> stores =
        load(
            """
              - {id: a, type: s3, s3: {max_retries: 0}}
              - {id: b, type: s3, s3: {max_retries: 9}}
              - {id: c, type: s3, s3: {max_retries: 9}, retry: {attempts: 2}}
            """);

    assertThat(stores).map(store -> store.layers().retry().attempts()).containsExactly(1, 10, 2);
  }

  @Test
  void saysWhatIsOutOfBounds() {
    ConfigurationFaults thrown =
        catchThrowableOfType(
            ConfigurationFaults.class,
            () ->
                load(
                    """
                      - id: a
                        type: s3
                        retry: {attempts: 0, first_wait: 0s}
                        breaker: {failure_percent: 101}
                    """));

    assertThat(thrown)
        .hasMessageContaining("stores[0].retry.attempts")
        .hasMessageContaining("`0` is less than 1")
        .hasMessageContaining("`0s` is less than 1ms")
        .hasMessageContaining("`101` is not a whole number from 0 to 100");
  }

  private List<StoreDefinition> load(String stores) throws IOException, ConfigurationFaults {
    Path file = Files.writeString(folder.resolve("config.yaml"), START + stores.indent(2));
    return LoadedConfiguration.load(Optional.of(file), Map.of(), Preset.NONE, folder)
        .configuration()
        .stores()
        .stores();
  }
}
