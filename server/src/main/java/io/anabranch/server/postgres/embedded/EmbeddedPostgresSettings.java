package io.anabranch.server.postgres.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How an embedded PostgreSQL is run.
 *
 * @param binariesCache where the binaries are unpacked, once for each version; shared by processes
 * @param parameters PostgreSQL parameters, given on its command line
 * @param startLimit how long a start may take, recovery after a crash included
 * @param stopLimit how long a stop may take before the process is killed
 * @param onUnexpectedExit told, on a thread of its own, when PostgreSQL ends without having been
 *     asked to
 */
public record EmbeddedPostgresSettings(
    Path binariesCache,
    Map<String, String> parameters,
    Duration startLimit,
    Duration stopLimit,
    Consumer<UnexpectedExit> onUnexpectedExit) {

  /**
   * PostgreSQL ended by itself.
   *
   * @param status the exit status of its main process
   * @param log the last lines that it wrote
   */
  public record UnexpectedExit(long pid, int status, String log) {}

  public EmbeddedPostgresSettings {
    parameters = Map.copyOf(parameters);
  }

  /** Durable, sized for a small server. */
  public static EmbeddedPostgresSettings defaults() {
    return new EmbeddedPostgresSettings(
        BinariesCache.defaultDirectory(),
        defaultParameters(),
        Duration.ofMinutes(5),
        Duration.ofSeconds(30),
        exit -> {});
  }

  public EmbeddedPostgresSettings withParameter(String name, String value) {
    var changed = new LinkedHashMap<>(parameters);
    changed.put(name, value);
    return new EmbeddedPostgresSettings(
        binariesCache, changed, startLimit, stopLimit, onUnexpectedExit);
  }

  public EmbeddedPostgresSettings withBinariesCache(Path directory) {
    return new EmbeddedPostgresSettings(
        directory, parameters, startLimit, stopLimit, onUnexpectedExit);
  }

  public EmbeddedPostgresSettings withOnUnexpectedExit(Consumer<UnexpectedExit> listener) {
    return new EmbeddedPostgresSettings(binariesCache, parameters, startLimit, stopLimit, listener);
  }

  private static Map<String, String> defaultParameters() {
    return Map.ofEntries(
        Map.entry("fsync", "on"),
        Map.entry("synchronous_commit", "on"),
        Map.entry("jit", "off"),
        Map.entry("shared_buffers", "256MB"),
        Map.entry("max_connections", "100"),
        Map.entry("max_wal_size", "2GB"),
        Map.entry("wal_compression", "off"),
        Map.entry("checkpoint_timeout", "15min"),
        Map.entry("autovacuum_naptime", "10s"),
        // The log is for starts, stops and crashes; failing statements are the client's to report.
        Map.entry("log_min_messages", "log"),
        Map.entry("log_checkpoints", "off"),
        Map.entry("timezone", "UTC"),
        Map.entry("log_timezone", "UTC"));
  }
}
