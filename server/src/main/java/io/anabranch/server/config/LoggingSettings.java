package io.anabranch.server.config;

import java.util.List;

/**
 * What is logged, and where to.
 *
 * @param outputs {@code -} is standard output, {@code =} standard error, anything else a file
 */
public record LoggingSettings(
    Format format,
    Level level,
    List<String> outputs,
    int fileMaxSizeMb,
    int filesKeep,
    Level auditLogLevel,
    boolean traceRequestHeaders) {

  /** How a line looks. */
  public enum Format {
    TEXT,
    JSON
  }

  /** Least important first; the peer's {@code panic} and {@code fatal} log errors only. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    WARNING,
    ERROR,
    FATAL,
    PANIC,
    NONE
  }

  static LoggingSettings read(Section logging) {
    return new LoggingSettings(
        logging.value("format", Kinds.oneOf(Format.class), Format.TEXT, "How a line looks."),
        logging.value(
            "level",
            Kinds.oneOf(Level.class),
            Level.INFO,
            "The least important lines to log. Set debug to look into a problem."),
        logging.value(
            "output",
            Kinds.LIST,
            List.of("-"),
            "Where to: `-` standard output, `=` standard error, or a file; several may be given."),
        logging.value(
            "file_max_size_mb", Kinds.COUNT, 102_400, "Size in MiB at which a new file is begun."),
        logging.value("files_keep", Kinds.COUNT, 100, "How many old files are kept."),
        logging.value(
            "audit_log_level",
            Kinds.oneOf(Level.class),
            Level.DEBUG,
            "Level of the one line written for each request."),
        logging.value(
            "trace_request_headers",
            Kinds.FLAG,
            false,
            "Whether the headers of requests are logged at level trace, credentials left out."));
  }
}
