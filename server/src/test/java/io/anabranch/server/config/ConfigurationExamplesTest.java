package io.anabranch.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigurationExamplesTest {

  private static final Path HOME = Path.of("/home/somebody");

  static Path root() {
    return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("config-examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleLoadsWithoutWarnings(Path example) throws ConfigurationFaults {
    assertThat(load(example.getFileName().toString()).warnings()).isEmpty();
  }

  @Test
  void aSingleStoreHasNoId() throws ConfigurationFaults {
    StoresSettings stores = load("single-local.yaml").configuration().stores();

    assertThat(stores.single()).isTrue();
    assertThat(stores.stores())
        .singleElement()
        .satisfies(
            store -> {
              assertThat(store.id()).isEmpty();
              assertThat(store.settings().location()).isEqualTo("local:/var/lib/anabranch/objects");
            });
    assertThat(stores.signing().current().reveal()).isNotEmpty();
  }

  @Test
  void severalStoresKeepTheirOrder() throws ConfigurationFaults {
    StoresSettings stores = load("two-local-stores.yaml").configuration().stores();

    assertThat(stores.single()).isFalse();
    assertThat(stores.stores()).extracting(StoreDefinition::id).containsExactly("hot", "archive");
    assertThat(stores.stores()).noneMatch(StoreDefinition::backwardCompatible);
  }

  @Test
  void anUpgradeMarksTheFormerStore() throws ConfigurationFaults {
    assertThat(load("upgrade-from-single.yaml").configuration().stores().stores())
        .filteredOn(StoreDefinition::backwardCompatible)
        .extracting(StoreDefinition::id)
        .containsExactly("main");
  }

  @Test
  void developmentKeepsEverythingInTheHomeDirectory() throws ConfigurationFaults {
    ServerConfiguration configuration = load("development.yaml").configuration();

    assertThat(configuration.database().type()).isEqualTo(DatabaseSettings.Type.EMBEDDED);
    assertThat(configuration.database().embedded().path())
        .isEqualTo(HOME.resolve("anabranch/database"));
    assertThat(configuration.stores().stores().getFirst().settings().location())
        .isEqualTo("local:/home/somebody/anabranch/data/block");
    assertThat(configuration.installation().firstUser())
        .hasValueSatisfying(user -> assertThat(user.name()).isEqualTo("developer"));
  }

  private static LoadedConfiguration load(String name) throws ConfigurationFaults {
    return LoadedConfiguration.load(
        Optional.of(root().resolve("config-examples").resolve(name)), Map.of(), Preset.NONE, HOME);
  }
}
