package io.anabranch.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who did what.
 *
 * @param queueSize how many events may wait to be written
 * @param retention how long they are kept; zero for ever
 * @param file empty when no lines of JSON are written
 */
public record AuditSettings(
    boolean enabled,
    Mode mode,
    int queueSize,
    WhenFull whenFull,
    Duration retention,
    Optional<LineFile> file) {

  /** When an event is written. */
  public enum Mode {
    BATCHED,
    DURABLE
  }

  /** What becomes of requests while no more events can wait. */
  public enum WhenFull {
    REFUSE,
    DROP
  }

  /** A file that is renamed when it is full. */
  public record LineFile(Path path, int maxSizeMb, int filesKeep) {}

  static AuditSettings read(Section audit) {
    return new AuditSettings(
        audit.value(
            "enabled", Kinds.FLAG, true, "Whether every request is recorded: who did what."),
        audit.value(
            "mode",
            Kinds.oneOf(Mode.class),
            Mode.BATCHED,
            "`batched` answers requests for data while their events are on their way, for up to half"
                + " a second: those are lost when the process is killed. `durable` has every answer"
                + " wait for its event."),
        audit.value(
            "queue_size",
            Kinds.count(100, 1_000_000),
            10_000,
            "How many events may wait to be written, while the database is slow or away. Each takes"
                + " about a kilobyte of memory."),
        audit.value(
            "when_full",
            Kinds.oneOf(WhenFull.class),
            WhenFull.REFUSE,
            "When no more events can wait: `refuse` requests (503), or `drop` events and count them"
                + " (anabranch_audit_dropped_total)."),
        audit.value(
            "retention",
            Kinds.DURATION,
            Duration.ofDays(90),
            "Events older than this are deleted; 0 keeps them for ever."),
        file(audit.section("file")));
  }

  private static Optional<LineFile> file(Section file) {
    Optional<Path> path =
        file.optional(
            "path",
            file.pathKind(),
            "A file that events are written to besides, one JSON object a line, for collectors of"
                + " logs.");
    int size =
        file.value(
            "max_size_mb",
            Kinds.count(1, 1_000_000),
            1_000,
            "Size in MiB at which a new one is begun.");
    int keep = file.value("files_keep", Kinds.count(1, 1_000), 10, "How many old files are kept.");
    return path.map(given -> new LineFile(given, size, keep));
  }
}
