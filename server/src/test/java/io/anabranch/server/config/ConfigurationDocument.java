package io.anabranch.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes docs/configuration.md from the keys that the configuration declares as it is read. */
final class ConfigurationDocument {

  private static final String ELEMENT = "blockstores.stores[].";

  private static final String START =
      """
      # Configuration

      <!-- Generated from the records in io.anabranch.server.config; to change it, change them and run
           the tests of the server with -Drewrite=true. -->

      The server reads a YAML file: the one named by `--config`, else the first `config.yaml` in the
      working directory, `~/.anabranch` and `/etc/anabranch`. `config-examples/` has files to begin
      with.

      Environment variables win over the file. The name of a variable is the key in upper case, with
      `_` for `.`, behind `ANABRANCH_`: `database.type` is `ANABRANCH_DATABASE_TYPE`. With `LAKEFS_`
      in front it counts as well, and the former wins. An empty variable counts as not set. The list
      of stores can be given whole, as a JSON array in `ANABRANCH_BLOCKSTORES_STORES`.

      Everything is checked before the server starts, and all faults are reported at once. A key that
      does not exist is a fault. What a type of database or store requires is required only when
      that type is chosen.

      | kind | written as |
      |---|---|
      | duration | a number with a unit: `300ms`, `5m`, `1h30m` |
      | size | bytes, or a number with a unit: `20971520`, `20MiB` |
      | list | a YAML list, or values with commas between them |
      | path | `~` at the beginning is the home directory |
      | secret | text; printed as `********` |
      """;

  private static final Map<String, String> TITLES = new LinkedHashMap<>();

  static {
    TITLES.put("listen_address", "Listening");
    TITLES.put("tls", "Listening");
    TITLES.put("logging", "Logging");
    TITLES.put("database", "Database");
    TITLES.put("auth", "Signing on");
    TITLES.put("blockstore", "A single store");
    TITLES.put("blockstores", "Several stores");
    TITLES.put("committed", "Committed trees");
    TITLES.put("installation", "Installation");
    TITLES.put("gateways", "S3 interface");
    TITLES.put("links", "Links");
    TITLES.put("actions", "Hooks");
    TITLES.put("ref_history", "History of refs");
    TITLES.put("events", "Events");
    TITLES.put("audit", "Audit");
    TITLES.put("graveler", "Repositories");
  }

  private ConfigurationDocument() {}

  static String generate() {
    Reading reading = Reading.documenting();
    ServerConfiguration.read(reading.root(Node.Mapping.empty()));
    StringBuilder page = new StringBuilder(START);
    Set<String> keys = reading.keys().stream().map(KeyDescription::key).collect(Collectors.toSet());
    Map<String, List<KeyDescription>> byTitle =
        reading.keys().stream()
            .filter(key -> !repeatsSingleStore(key.key(), keys))
            .collect(
                Collectors.groupingBy(
                    key -> title(key.key()), LinkedHashMap::new, Collectors.toList()));
    byTitle.forEach((title, group) -> appendGroup(page, title, group));
    appendPeer(page, reading);
    return page.toString();
  }

  private static boolean repeatsSingleStore(String key, Set<String> keys) {
    return key.startsWith(ELEMENT)
        && keys.contains("blockstore." + key.substring(ELEMENT.length()));
  }

  private static String title(String key) {
    String first = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    String title = TITLES.get(first);
    if (title == null) {
      throw new AssertionError("Give the group of key " + key + " a title");
    }
    return title;
  }

  private static void appendGroup(StringBuilder page, String title, List<KeyDescription> keys) {
    page.append("\n## ").append(title).append("\n\n");
    if (title.equals("Several stores")) {
      page.append(
          """
          Instead of `blockstore`. Each element of `blockstores.stores` takes all keys of `blockstore`
          but `signing`, with the same defaults, and these:

          """);
    }
    page.append("| key | kind | default | meaning |\n|---|---|---|---|\n");
    for (KeyDescription key : keys) {
      page.append("| ").append(key.key());
      page.append(" | ").append(key.kind());
      page.append(" | ").append(fallback(key));
      page.append(" | ").append(key.comment()).append(" |\n");
    }
  }

  private static String fallback(KeyDescription key) {
    if (key.fallback().isEmpty()) {
      return "";
    }
    return key.fallback().equals("required") ? "**required**" : "`" + key.fallback() + "`";
  }

  private static void appendPeer(StringBuilder page, Reading reading) {
    page.append("\n## Keys of lakeFS that do nothing here\n\n");
    page.append("They are accepted with a warning.\n\n| key | why |\n|---|---|\n");
    reading.ignored().entrySet().stream()
        .filter(key -> !key.getKey().startsWith(ELEMENT))
        .forEach(key -> appendRow(page, key.getKey(), key.getValue()));
    page.append("\nThese are refused, since ignoring them would change who may do what.\n\n");
    page.append("| key | what to do |\n|---|---|\n");
    reading.refused().forEach((key, remedy) -> appendRow(page, key, remedy));
  }

  private static void appendRow(StringBuilder page, String key, String text) {
    page.append("| ").append(key).append(" | ").append(text).append(" |\n");
  }
}
