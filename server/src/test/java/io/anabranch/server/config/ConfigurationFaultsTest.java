package io.anabranch.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad configurations, and exactly what is said of them. */
final class ConfigurationFaultsTest {

  private static final String GOOD_BUT_STORES =
      """
      database: {type: embedded}
      auth: {encrypt: {secret_key: s}}
      """;

  private static final String GOOD = GOOD_BUT_STORES + "blockstore: {type: local}\n";

  private static final String TWO =
      GOOD_BUT_STORES + "blockstores:\n  signing: {secret_key: k}\n  stores:\n";

  record Case(String name, String yaml, Map<String, String> environment, List<String> faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case bad(String name, String yaml, String... faults) {
    return new Case(name, yaml, Map.of(), Arrays.asList(faults));
  }

  private static Case badWith(
      String name, String yaml, String variable, String value, String... faults) {
    return new Case(name, yaml, Map.of(variable, value), Arrays.asList(faults));
  }

  static Stream<Case> cases() {
    return Stream.concat(ordinaryCases(), storeCases());
  }

  private static Stream<Case> ordinaryCases() {
    return Stream.of(
        bad(
            "nothing at all",
            "",
            "missing required keys: database.type, auth.encrypt.secret_key, blockstore.type"),
        bad(
            "sinks of events",
            GOOD
                + """
                ref_history: {retention: 1h}
                events:
                  sinks:
                    - {name: a, type: file, file: {path: /a}}
                    - {name: a, type: webhook, webhook: {url: 'http://a', timeout: 1ms}}
                    - {name: A b, type: file}
                    - {type: webhook, webhook: {url: 'http://a', allowed_addresses: ['?']}}
                """,
            "missing required keys: events.sinks[2].file.path, events.sinks[3].name",
            "ref_history.retention (FILE, line 4): `1h` is less than 24h",
            "events.sinks[1].webhook.timeout (FILE, line 8): `1ms` is less than 100ms",
            "events.sinks[2].name (FILE, line 9): is not 1 to 63 lower-case letters, digits, dashes"
                + " and underscores",
            "events.sinks[3].webhook.allowed_addresses (FILE, line 10): `?` is not an address, a"
                + " network such as 10.1.0.0/16, or a host",
            "events.sinks[1].name (FILE, line 8): is the name of another sink too"),
        bad(
            "faults of every kind at once",
            """
            listen_adress: 1.2.3.4:1
            tls: {enabled: maybe}
            database: {type: dynamodb}
            auth: {login_duration: 7}
            blockstore: {type: local, locl: {path: /x}}
            """,
            "missing required keys: auth.encrypt.secret_key",
            "tls.enabled (FILE, line 2): `maybe` is neither true nor false",
            "database.type (FILE, line 3): `dynamodb` is not supported; use postgres, or embedded"
                + " on one machine",
            "auth.login_duration (FILE, line 4): `7` is not a duration; write a number with a unit,"
                + " such as 300ms, 5m or 24h",
            "listen_adress (FILE, line 1): unknown key; did you mean listen_address?",
            "blockstore.locl (FILE, line 5): unknown key; did you mean blockstore.local?"),
        bad(
            "addresses",
            GOOD + "listen_address: localhost\n",
            "listen_address (FILE, line 4): `localhost` is not an address; write host:port, such as"
                + " 127.0.0.1:8000"),
        bad(
            "ports",
            GOOD + "listen_address: :80000\n",
            "listen_address (FILE, line 4): `80000` is not a whole number from 0 to 65535"),
        bad(
            "sizes",
            GOOD + "committed: {local_cache: {size_bytes: 1GB}}\n",
            "committed.local_cache.size_bytes (FILE, line 4): `1GB` is not a size; write bytes, or a"
                + " unit: 20971520 or 20MiB"),
        badWith(
            "values from the environment",
            GOOD,
            "LAKEFS_AUTH_CACHE_SIZE",
            "many",
            "auth.cache.size (environment variable LAKEFS_AUTH_CACHE_SIZE): `many` is not a whole"
                + " number from 0 to 2147483647"),
        bad(
            "words",
            GOOD + "logging: {format: xml}\n",
            "logging.format (FILE, line 4): `xml` is not one of text, json"),
        bad(
            "a group in place of a value",
            GOOD + "listen_address: {host: x}\n",
            "listen_address (FILE, line 4): is a single value (host:port), not a list or a group"),
        bad(
            "a value in place of a group",
            GOOD + "tls: true\n",
            "tls (FILE, line 4): is a group of keys, not a value"),
        bad(
            "a key that is at home elsewhere",
            GOOD + "postgres: {connection_string: x}\n",
            "postgres (FILE, line 4): unknown key; did you mean database.postgres?"),
        bad(
            "a key like no other",
            GOOD + "frobnicate: 1\n",
            "frobnicate (FILE, line 4): unknown key; remove it"),
        bad(
            "databases of the peer",
            "database: {type: local}\nauth: {encrypt: {secret_key: s}}\nblockstore: {type: mem}\n",
            "database.type (FILE, line 1): `local` is not supported; use embedded, which keeps its"
                + " files in database.embedded.path"),
        bad(
            "PostgreSQL without an address",
            "database: {type: postgres}\nauth: {encrypt: {secret_key: s}}\nblockstore: {type: mem}\n",
            "missing required keys: database.postgres.connection_string"),
        bad(
            "TLS without files",
            GOOD + "tls: {enabled: true, key_file: k.pem}\n",
            "missing required keys: tls.cert_file"),
        bad(
            "TLS with files that are not there",
            GOOD + "tls: {enabled: true, cert_file: c.pem, key_file: k.pem}\n",
            "tls.cert_file (FILE, line 4): is not there"),
        bad(
            "half a first user",
            GOOD + "installation: {user_name: admin}\n",
            "missing required keys: installation.access_key_id, installation.secret_access_key"),
        bad(
            "a key written twice",
            GOOD + "auth: {encrypt: {secret_key: s}}\n",
            "FILE: has the key `auth` twice (line 4)"),
        bad(
            "what is no YAML",
            "listen_address: [",
            "FILE: is not valid YAML: expected the node content, but found '<stream end>' (line 1)"),
        bad(
            "what has no keys",
            "hello",
            "FILE: does not hold keys and values; write `key: value` lines"),
        bad(
            "claims of nobody",
            "auth: {encrypt: {secret_key: s}, oidc: {default_initial_groups: a}}\n"
                + "database: {type: embedded}\nblockstore: {type: mem}\n",
            "auth.oidc (FILE, line 1): is about a provider, and there is none: set"
                + " auth.providers.oidc"),
        bad(
            "a signature that anybody can make who has the public key",
            "auth: {encrypt: {secret_key: s}, providers: {oidc: {url: 'https://i', client_id: a,"
                + " callback_base_url: 'https://l', algorithms: [HS256]}}}\n"
                + "database: {type: embedded}\nblockstore: {type: mem}\n",
            "auth.providers.oidc.algorithms (FILE, line 1): `HS256` is not one of RS256, RS384, RS512,"
                + " PS256, PS384, PS512, ES256, ES384, ES512"),
        bad(
            "domain names inside each other",
            GOOD + "gateways: {s3: {domain_name: [a.example, s3.a.example]}}\n",
            "gateways.s3.domain_name (FILE, line 4): domain names are prefixes: no name may end in a"
                + " dot and another name"),
        bad(
            "ranges without end",
            GOOD + "committed: {permanent: {max_range_size_bytes: 5, min_range_size_bytes: 6}}\n",
            "committed.permanent.max_range_size_bytes (FILE, line 4): is 0 or less than"
                + " min_range_size_bytes; raise it"));
  }

  private static Stream<Case> storeCases() {
    return Stream.of(
        bad(
            "one store and several",
            TWO + "    - {id: a, type: mem}\nblockstore: {type: mem}\n",
            "blockstores (FILE, line 4): cannot be given beside blockstore (FILE, line 7); move the"
                + " single store into blockstores.stores with an id and backward_compatible: true"),
        badWith(
            "several stores beside a variable of a single one",
            TWO + "    - {id: a, type: mem}\n",
            "LAKEFS_BLOCKSTORE_TYPE",
            "local",
            "blockstores (FILE, line 4): cannot be given beside blockstore (environment variable"
                + " LAKEFS_BLOCKSTORE_TYPE); move the single store into blockstores.stores with an id"
                + " and backward_compatible: true"),
        bad(
            "no store",
            TWO.replace("  stores:\n", "  stores: []\n"),
            "blockstores.stores (FILE, line 5): is empty; add at least one element"),
        bad(
            "no list of stores",
            TWO.replace("  stores:\n", ""),
            "missing required keys: blockstores.stores"),
        bad(
            "stores without dashes",
            TWO + "    a: {type: mem}\n",
            "blockstores.stores (FILE, line 6): is a list of groups; start each element with a"
                + " dash",
            "blockstores.stores.a (FILE, line 6): unknown key; did you mean blockstores.stores?"),
        bad(
            "secrets that nothing uses",
            TWO
                + """
                    - id: a
                      type: local
                      local: {path: /tmp/a}
                      s3: {credentials: {access_key_id: i, secret_access_key: s}}
                """,
            "blockstores.stores[0].s3 (FILE, line 9): is for stores of type `s3`, and this is one of"
                + " type `local`; remove it, or correct the type"),
        bad(
            "names that are taken",
            TWO
                + """
                    - {id: a, type: mem, alias: b}
                    - {id: b, type: mem, alias: c d}
                """,
            "blockstores.stores[1].alias (FILE, line 7): `c d` is not a store id; use 1 to 63"
                + " letters, digits, dots, dashes and underscores, beginning with a letter or digit",
            "blockstores.stores[0].alias (FILE, line 6): `b` names blockstores.stores[1]; choose"
                + " another"),
        bad(
            "no signing key",
            GOOD_BUT_STORES + "blockstores: {stores: [{id: a, type: mem}]}\n",
            "missing required keys: blockstores.signing.secret_key"),
        bad(
            "ids missing, empty, bad and twice",
            TWO
                + """
                    - {type: mem}
                    - {id: "", type: mem}
                    - {id: a b, type: mem}
                    - {id: c, type: mem}
                    - {id: c, type: mem}
                """,
            "missing required keys: blockstores.stores[0].id",
            "blockstores.stores[1].id (FILE, line 7): is empty; choose an id, which can never be"
                + " changed",
            "blockstores.stores[2].id (FILE, line 8): `a b` is not a store id; use 1 to 63 letters,"
                + " digits, dots, dashes and underscores, beginning with a letter or digit",
            "blockstores.stores[4].id (FILE, line 10): `c` is also the id of blockstores.stores[3];"
                + " choose another"),
        bad(
            "types unknown, missing and not there yet",
            TWO
                + """
                    - {id: a, type: ftp}
                    - {id: b}
                    - {id: c, type: s3, s3: {credentials: {access_key_id: x}}}
                    - {id: d, type: transient}
                """,
            "missing required keys: blockstores.stores[1].type,"
                + " blockstores.stores[2].s3.credentials.secret_access_key",
            "blockstores.stores[0].type (FILE, line 6): `ftp` is not a type of store; use one of"
                + " local, mem, s3, gs, azure, http, lakefs, plugin",
            "blockstores.stores[3].type (FILE, line 9): `transient` is not offered; use mem, which"
                + " forgets as well"),
        bad(
            "two defaults",
            TWO
                + """
                    - {id: a, type: mem, backward_compatible: true}
                    - {id: b, type: mem, backward_compatible: true}
                """,
            "blockstores.stores (FILE, line 6): more than one store is backward_compatible: `a`,"
                + " `b`; keep it on the store that was the single one"),
        bad(
            "folders inside each other",
            TWO
                + """
                    - {id: a, type: local, local: {path: /data/a}}
                    - {id: b, type: local, local: {path: /data/a/../a/b}}
                """,
            "blockstores.stores[1].local.path (FILE, line 7): `/data/a/b` is the same folder as, or"
                + " inside or around, `/data/a` of blockstores.stores[0]; give each store a folder of"
                + " its own"),
        bad(
            "folders that nobody chose",
            TWO + "    - {id: a, type: local}\n    - {id: b, type: local}\n",
            "blockstores.stores[1].local.path: `/home/somebody/anabranch/data/block` is the same"
                + " folder as, or inside or around, `/home/somebody/anabranch/data/block` of"
                + " blockstores.stores[0]; give each store a folder of its own"),
        bad(
            "unknown keys of a store",
            TWO + "    - {id: a, type: mem, descripton: x}\n",
            "blockstores.stores[0].descripton (FILE, line 6): unknown key; did you mean"
                + " blockstores.stores[].description?"),
        badWith(
            "stores from the environment",
            GOOD_BUT_STORES,
            "ANABRANCH_BLOCKSTORES_STORES",
            "[{\"id\": \"a\", \"type\": \"mem\", \"colour\": 1}]",
            "missing required keys: blockstores.signing.secret_key",
            "blockstores.stores[0].colour (environment variable ANABRANCH_BLOCKSTORES_STORES):"
                + " unknown key; remove it"),
        badWith(
            "stores from the environment that are no list",
            GOOD_BUT_STORES + "blockstores: {signing: {secret_key: k}}\n",
            "ANABRANCH_BLOCKSTORES_STORES",
            "{}",
            "blockstores.stores (environment variable ANABRANCH_BLOCKSTORES_STORES): is a list of"
                + " groups; start each element with a dash"),
        bad(
            "a web server to live on",
            GOOD_BUT_STORES + "blockstore: {type: http, http: {endpoint: https://data.example}}\n",
            "blockstore.type (FILE, line 3): a store of type http is read-only, so no repository"
                + " could live there; configure it in blockstores.stores beside another one"),
        bad(
            "a web server that nothing can be asked of",
            TWO
                + """
                    - id: web
                      type: http
                      http:
                        endpoint: https://user:password@data.example
                        bearer_token: token
                        headers: ["authorization: Basic abc"]
                        allowed_addresses: [10.0.0.0/8, 10.0.0.0/33]
                    - id: other
                      type: http
                      http: { endpoint: "https://data.example?a=b", headers: ["Range: bytes=0-1"] }
                    - id: third
                      type: http
                      http: { endpoint: "https://data.example", headers: ["secret"] }
                """,
            "blockstores.stores[0].http.headers (FILE, line 11): has an Authorization beside"
                + " bearer_token; keep one of them",
            "blockstores.stores[0].http.endpoint (FILE, line 9): is not a URL; write"
                + " http://host[:port] or https://host[:port], without credentials",
            "blockstores.stores[0].http.allowed_addresses (FILE, line 12): `10.0.0.0/33` is not an"
                + " address, a network such as 10.1.0.0/16, or a host",
            "blockstores.stores[1].http.headers (FILE, line 15): has Range, which requests set by"
                + " themselves; remove it",
            "blockstores.stores[1].http.endpoint (FILE, line 15): has a query or a fragment; give"
                + " it without",
            "blockstores.stores[2].http.headers (FILE, line 18): has an element that is not a"
                + " header; write Name: value"),
        bad(
            "servers of this API whose repositories cannot be told apart",
            TWO
                + """
                    - id: one
                      type: lakefs
                      lakefs:
                        endpoint: https://lakefs.example/api/v1?a=b
                        access_key_id: id
                        repositories: [lake-, sea-]
                    - id: two
                      type: lakefs
                      lakefs:
                        endpoint: https://lakefs.example
                        access_key_id: id
                        secret_access_key: s
                        repositories: [pond-, sea-]
                    - id: all
                      type: lakefs
                      lakefs:
                        endpoint: https://other.example
                        access_key_id: id
                        secret_access_key: s
                """,
            "missing required keys: blockstores.stores[0].lakefs.secret_access_key",
            "blockstores.stores[0].lakefs.endpoint (FILE, line 9): has a query or a fragment; give"
                + " it without",
            "blockstores.stores[1].lakefs.repositories (FILE, line 18): whose a repository is cannot"
                + " be told, as those of blockstores.stores[0] begin alike: [sea-]; give each store"
                + " others"),
        bad(
            "keys of other clouds",
            GOOD_BUT_STORES
                + """
                blockstore:
                  type: gs
                  gs:
                    credentials_file: /k
                    credentials_json: "{}"
                    server_side_encryption_customer_supplied: abc
                    server_side_encryption_kms_key_id: key
                    s3_endpoint: nowhere
                    pre_signed_expiry: 169h
                """,
            "blockstore.gs.server_side_encryption_customer_supplied (FILE, line 8): is not 64 hex"
                + " digits",
            "blockstore.gs.server_side_encryption_kms_key_id (FILE, line 9): cannot be given beside"
                + " server_side_encryption_customer_supplied; remove one of them",
            "blockstore.gs.s3_endpoint (FILE, line 10): is not a URL; write http://host[:port] or"
                + " https://host[:port], without credentials",
            "blockstore.gs.credentials_json (FILE, line 7): cannot be given beside credentials_file;"
                + " remove one of them",
            "blockstore.gs.pre_signed_expiry (FILE, line 11): is longer than the store allows; set"
                + " 168h at most"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysExactlyWhatIsWrong(Case bad, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), bad.yaml());

    ConfigurationFaults thrown =
        catchThrowableOfType(
            ConfigurationFaults.class,
            () ->
                LoadedConfiguration.load(
                    Optional.of(file), bad.environment(), Preset.NONE, Path.of("/home/somebody")));

    assertThat(thrown).as("faults").isNotNull();
    assertThat(thrown.faults())
        .extracting(fault -> fault.toString().replace(file.toString(), "FILE"))
        .containsExactlyElementsOf(bad.faults());
    assertThat(thrown.getMessage()).startsWith("bad configuration:\n  ");
  }

  @Test
  void namesAFileThatDoesNotExist() {
    ConfigurationFaults thrown =
        catchThrowableOfType(
            ConfigurationFaults.class,
            () ->
                LoadedConfiguration.load(
                    Optional.of(Path.of("/nowhere/config.yaml")),
                    Map.of(),
                    Preset.NONE,
                    Path.of("/home/somebody")));

    assertThat(thrown).hasMessageContaining("/nowhere/config.yaml: does not exist");
  }

  @Test
  void seesThroughSymbolicLinks(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("disk"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("disk"));
    String yaml =
        (TWO
                + """
                    - {id: a, type: local, local: {path: DIR/disk/objects}}
                    - {id: b, type: local, local: {path: DIR/link/objects/b}}
                """)
            .replace("DIR", folder.toString());
    Path file = Files.writeString(folder.resolve("config.yaml"), yaml);

    ConfigurationFaults thrown =
        catchThrowableOfType(
            ConfigurationFaults.class,
            () -> LoadedConfiguration.load(Optional.of(file), Map.of(), Preset.NONE, folder));

    assertThat(thrown.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.key()).isEqualTo("blockstores.stores[1].local.path"));
  }
}
