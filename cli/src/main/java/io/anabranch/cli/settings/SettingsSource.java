package io.anabranch.cli.settings;

import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.Retries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where settings come from. The environment wins over the file; of two names, {@code
 * ANABRANCH_CLI_…} wins over the peer's {@code LAKECTL_…}.
 *
 * @param named the file the command line names
 */
public record SettingsSource(Map<String, String> environment, Path home, Optional<Path> named) {

  /** How a server that runs on this machine is reached, if nothing is said. */
  public static final String USUAL_ENDPOINT = "http://127.0.0.1:8000";

  private static final int USUAL_PARALLELISM = 25;

  private static final List<String> PREFIXES = List.of("ANABRANCH_CLI_", "LAKECTL_");

  /** A variable of the environment, by what follows the prefix. */
  public Optional<String> variable(String key) {
    String name = key.toUpperCase(Locale.ROOT).replace('.', '_');
    return PREFIXES.stream()
        .map(prefix -> environment.getOrDefault(prefix + name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** The file that is read, if one is there; one that was named must be. */
  public Optional<Path> file() {
    Optional<Path> told = named.or(() -> variable("config_file").map(Path::of));
    if (told.isPresent()) {
      return told;
    }
    return Stream.of(".anabranch.yaml", ".lakectl.yaml")
        .map(home::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Where the server is; needs no keys. */
  public String endpointUrl() {
    return endpointUrl(values());
  }

  private static String endpointUrl(Values values) {
    return values.find("server.endpoint_url").orElse(USUAL_ENDPOINT);
  }

  private Values values() {
    return new Values(file().map(SettingsFile::read).orElse(Map.of()));
  }

  public Settings load() {
    Values values = values();
    if (values.find("credentials.provider.type").isPresent()) {
      throw new CliException(
          "credentials.provider is not supported: set credentials.access_key_id and"
              + " credentials.secret_access_key");
    }
    return new Settings(
        endpointUrl(values),
        values.required("credentials.access_key_id"),
        new Secret(values.required("credentials.secret_access_key")),
        values.retries(),
        values.number("options.parallelism", USUAL_PARALLELISM),
        new Settings.Local(
            values.flag("local.skip_non_regular_files"),
            values.flag("local.symlink_support"),
            values.flag("experimental.local.posix_permissions.enabled")));
  }

  private final class Values {

    private final Map<String, String> file;

    Values(Map<String, String> file) {
      this.file = file;
    }

    Optional<String> find(String key) {
      return variable(key).or(() -> Optional.ofNullable(file.get(key)));
    }

    String required(String key) {
      return find(key)
          .orElseThrow(
              () ->
                  new CliException(
                      key
                          + " is not set: run `anabranch config`, or set LAKECTL_"
                          + key.toUpperCase(Locale.ROOT).replace('.', '_')));
    }

    boolean flag(String key) {
      return find(key).map("true"::equalsIgnoreCase).orElse(false);
    }

    int number(String key, int otherwise) {
      String text = find(key).orElse(String.valueOf(otherwise));
      if (!text.matches("[1-9][0-9]{0,5}")) {
        throw new CliException(key + " must be a whole number from 1: " + text);
      }
      return Integer.parseInt(text);
    }

    Retries retries() {
      if (find("server.retries.enabled").filter("false"::equalsIgnoreCase).isPresent()) {
        return Retries.NONE;
      }
      Retries usual = Retries.DEFAULT;
      try {
        return new Retries(
            number("server.retries.max_attempts", usual.attempts()),
            duration("server.retries.min_wait_interval", usual.shortestWait()),
            duration("server.retries.max_wait_interval", usual.longestWait()));
      } catch (IllegalArgumentException e) {
        throw new CliException("server.retries: " + e.getMessage(), e);
      }
    }

    private Duration duration(String key, Duration otherwise) {
      return find(key)
          .map(
              text ->
                  Durations.parse(text)
                      .orElseThrow(
                          () -> new CliException(key + " must be like 200ms or 30s: " + text)))
          .orElse(otherwise);
    }
  }
}
