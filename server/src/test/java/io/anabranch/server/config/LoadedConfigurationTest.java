package io.anabranch.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadedConfigurationTest {

  private static final Map<String, String> SMALLEST =
      Map.of(
          "ANABRANCH_DATABASE_TYPE", "embedded",
          "ANABRANCH_AUTH_ENCRYPT_SECRET_KEY", "server secret",
          "ANABRANCH_BLOCKSTORE_TYPE", "mem");

  @TempDir Path folder;

  @Test
  void theEnvironmentAloneIsEnough() throws Exception {
    ServerConfiguration configuration = load("", Map.of()).configuration();

    assertThat(configuration.listenAddress()).hasToString("127.0.0.1:8000");
    assertThat(configuration.auth().cache())
        .isEqualTo(
            new AuthSettings.Cache(true, 1024, Duration.ofSeconds(20), Duration.ofSeconds(3)));
    assertThat(configuration.committed().maxRangeBytes()).isEqualTo(20_971_520);
    assertThat(configuration.s3Gateway().domainNames()).containsExactly("s3.local.lakefs.io");
    assertThat(configuration.stores().stores().getFirst().settings())
        .isEqualTo(new MemoryStoreSettings(256L << 20, PresignSettings.DEFAULT));
  }

  @Test
  void sinksOfEventsAreListed() throws Exception {
    EventSettings events =
        load(
                """
                events:
                  sinks:
                    - {name: lines, type: file, file: {path: /var/events}}
                    - name: hook
                      type: webhook
                      webhook: {url: 'https://there/x', secret: s, allowed_addresses: [10.0.0.1]}
                """,
                Map.of())
            .configuration()
            .events();
    assertThat(events.sinks())
        .containsExactly(
            new SinkSettings.File("lines", Path.of("/var/events"), 100L << 20, 10),
            new SinkSettings.Webhook(
                "hook",
                URI.create("https://there/x"),
                Optional.of(new Secret("s")),
                List.of("10.0.0.1"),
                Duration.ofSeconds(10)));
    assertThat(load("", Map.of()).configuration().events().sinks()).isEmpty();
  }

  @Test
  void ourVariableWinsOverThePeersAndBothOverTheFile() throws Exception {
    String file = "logging: {level: error, format: json, output: '-'}\n";
    Map<String, String> environment =
        Map.of(
            "ANABRANCH_LOGGING_LEVEL", "debug",
            "LAKEFS_LOGGING_LEVEL", "warn",
            "LAKEFS_LOGGING_FORMAT", "text",
            "LAKEFS_LOGGING_OUTPUT", " ");

    LoggingSettings logging = load(file, environment).configuration().logging();

    assertThat(logging.level()).isEqualTo(LoggingSettings.Level.DEBUG);
    assertThat(logging.format()).isEqualTo(LoggingSettings.Format.TEXT);
    assertThat(logging.outputs()).containsExactly("-");
  }

  @Test
  void aPresetIsWeakerThanTheFile() throws Exception {
    Preset preset =
        new Preset("quickstart", Map.of("listen_address", "[::1]:1", "logging.level", "warn"));
    Path file = Files.writeString(folder.resolve("config.yaml"), "listen_address: :9000\n");

    LoadedConfiguration loaded =
        LoadedConfiguration.load(Optional.of(file), SMALLEST, preset, folder);

    assertThat(loaded.configuration().listenAddress()).isEqualTo(new ListenAddress("", 9000));
    assertThat(loaded.configuration().logging().level()).isEqualTo(LoggingSettings.Level.WARN);
    assertThat(loaded.description()).contains("logging.level = warn  (preset quickstart)");
  }

  @Test
  void listsComeInBothForms() throws Exception {
    assertThat(domainNames("gateways: {s3: {domain_name: 'a.example , b.example'}}"))
        .isEqualTo(domainNames("gateways: {s3: {domain_name: [a.example, b.example]}}"))
        .containsExactly("a.example", "b.example");
  }

  @Test
  void storesComeFromTheEnvironmentAsJson() throws Exception {
    String stores =
        """
        [
        \t{"id": "a", "type": "local", "local": {"path": "~/a", "allowed_external_prefixes": ["/x"]}},
        \t{"id": "b", "type": "mem", "backward_compatible": true}
        ]""";
    Map<String, String> environment = new HashMap<>();
    environment.put("ANABRANCH_DATABASE_TYPE", "embedded");
    environment.put("ANABRANCH_AUTH_ENCRYPT_SECRET_KEY", "s");
    environment.put("LAKEFS_BLOCKSTORES_SIGNING_SECRET_KEY", "k");
    environment.put("ANABRANCH_BLOCKSTORES_STORES", stores);

    StoresSettings settings =
        LoadedConfiguration.load(Optional.empty(), environment, Preset.NONE, Path.of("/home/me"))
            .configuration()
            .stores();

    assertThat(settings.signing().current()).isEqualTo(new Secret("k"));
    assertThat(settings.stores().getFirst().settings())
        .isEqualTo(
            new LocalStoreSettings(
                Path.of("/home/me/a"),
                false,
                false,
                List.of(Path.of("/x")),
                true,
                PresignSettings.DEFAULT));
    assertThat(settings.stores().getLast().backwardCompatible()).isTrue();
  }

  @Test
  void anchorsAndMergeKeysShareSettings() throws Exception {
    String file =
        """
        blockstores:
          signing: {secret_key: k}
          stores:
            - &base {id: a, type: mem, description: shared}
            - {<<: *base, id: b}
        """;
    Map<String, String> environment = new HashMap<>(SMALLEST);
    environment.remove("ANABRANCH_BLOCKSTORE_TYPE");
    Path path = Files.writeString(folder.resolve("config.yaml"), file);

    assertThat(
            LoadedConfiguration.load(Optional.of(path), environment, Preset.NONE, folder)
                .configuration()
                .stores()
                .stores())
        .extracting(store -> store.id() + " " + store.description())
        .containsExactly("a shared", "b shared");
  }

  @Test
  void aSigningKeyIsDerivedForASingleStoreOnly() throws Exception {
    Secret derived = load("", Map.of()).configuration().stores().signing().current();
    Secret other =
        load("", Map.of("ANABRANCH_AUTH_ENCRYPT_SECRET_KEY", "another"))
            .configuration()
            .stores()
            .signing()
            .current();
    Secret given =
        load("blockstore: {signing: {secret_key: mine}}\n", Map.of())
            .configuration()
            .stores()
            .signing()
            .current();

    assertThat(derived.reveal()).hasSize(44).isNotEqualTo(other.reveal());
    assertThat(given).isEqualTo(new Secret("mine"));
  }

  @Test
  void theDescriptionShowsSourcesAndMasksSecrets() throws Exception {
    String file =
        """
        database:
          type: postgres
          postgres: {connection_string: postgres://me:hunter2@db/x}
        """;
    Map<String, String> environment = new HashMap<>(SMALLEST);
    environment.remove("ANABRANCH_DATABASE_TYPE");
    Path path = Files.writeString(folder.resolve("config.yaml"), file);

    LoadedConfiguration loaded =
        LoadedConfiguration.load(Optional.of(path), environment, Preset.NONE, folder);

    assertThat(loaded.description().lines())
        .contains(
            "listen_address = 127.0.0.1:8000  (default)",
            "database.postgres.connection_string = ********  (" + path + ", line 3)",
            "blockstore.type = mem  (environment variable ANABRANCH_BLOCKSTORE_TYPE)")
        .noneMatch(line -> line.startsWith("blockstores") || line.startsWith("blockstore.s3"));
    assertThat(loaded.description() + loaded.configuration())
        .doesNotContain("hunter2")
        .doesNotContain("server secret");
    assertThat(loaded.configuration().database().postgres().connectionString().reveal())
        .contains("hunter2");
  }

  @Test
  void keysOfThePeerThatDoNothingAreNamed() throws Exception {
    LoadedConfiguration loaded =
        load(
            "stats: {enabled: false}\nauth: {ui_config: {rbac: none}}\n",
            Map.of(
                "LAKEFS_SECURITY_CHECK_LATEST_VERSION", "false",
                "ANABRANCH_LOGGING_LEVL", "debug",
                "ANABRANCH_PORT_8000_TCP", "tcp://10.0.0.1:8000"));

    assertThat(loaded.warnings())
        .containsExactly(
            "auth.ui_config ("
                + folder.resolve("config.yaml")
                + ", line 2) is ignored: this build has no web pages",
            "stats ("
                + folder.resolve("config.yaml")
                + ", line 1) is ignored: this server sends nothing to anybody",
            "security (environment variable LAKEFS_SECURITY_CHECK_LATEST_VERSION) is ignored: this"
                + " server does not look for new versions",
            "environment variable ANABRANCH_LOGGING_LEVL sets nothing; did you mean"
                + " ANABRANCH_LOGGING_LEVEL?");
  }

  @Test
  void publishedSecretsAreNamed() throws Exception {
    assertThat(
            load(
                    "",
                    Map.of(
                        "LAKEFS_BLOCKSTORE_SIGNING_SECRET_KEY",
                        "OVERRIDE_THIS_SIGNING_SECRET_DEFAULT",
                        "ANABRANCH_AUTH_ENCRYPT_SECRET_KEY",
                        "THIS_MUST_BE_CHANGED_IN_PRODUCTION"))
                .warnings())
        .containsExactly(
            "auth.encrypt.secret_key: is a published default that anybody can sign on with",
            "blockstore.signing.secret_key: is a published default that anybody can sign with;"
                + " choose another");
  }

  @Test
  void theFileIsLookedForInOrder() throws IOException {
    Path here = Files.createDirectories(folder.resolve("here"));
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve(".anabranch"));
    assertThat(ConfigurationFile.find(here, home)).isEmpty();

    Path inHome = Files.writeString(home.resolve(".anabranch/config.yaml"), "");
    assertThat(ConfigurationFile.find(here, home)).contains(inHome);

    Path inHere = Files.writeString(here.resolve("config.yaml"), "");
    assertThat(ConfigurationFile.find(here, home)).contains(inHere);
  }

  private List<String> domainNames(String file) throws Exception {
    return load(file, Map.of()).configuration().s3Gateway().domainNames();
  }

  private LoadedConfiguration load(String yaml, Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(SMALLEST);
    environment.putAll(more);
    Path file = Files.writeString(folder.resolve("config.yaml"), yaml);
    return LoadedConfiguration.load(Optional.of(file), environment, Preset.NONE, folder);
  }
}
