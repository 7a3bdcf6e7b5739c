package io.anabranch.server.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.anabranch.server.config.LoggingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings {@code logging.*} into force for the whole process, in place of logback.xml. */
public final class Logs {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24} [%X{request_id:--}] %msg%n";

  private Logs() {}

  public static void apply(LoggingSettings settings) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    for (String output : settings.outputs()) {
      OutputStreamAppender<ILoggingEvent> appender = appender(output, settings, context);
      appender.setContext(context);
      appender.setEncoder(encoder(settings, context));
      appender.start();
      root.addAppender(appender);
    }
    root.setLevel(level(settings.level()));
  }

  private static OutputStreamAppender<ILoggingEvent> appender(
      String output, LoggingSettings settings, LoggerContext context) {
    return switch (output) {
      case "-" -> console("System.out");
      case "=" -> console("System.err");
      default -> file(output, settings.fileMaxSizeMb(), settings.filesKeep(), context);
    };
  }

  private static ConsoleAppender<ILoggingEvent> console(String target) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setTarget(target);
    return appender;
  }

  /** Not started, and without an encoder. */
  static <E> RollingFileAppender<E> file(String name, int maxSizeMb, int keep, Context context) {
    var appender = new RollingFileAppender<E>();
    appender.setFile(name);
    var full = new SizeBasedTriggeringPolicy<E>();
    full.setContext(context);
    full.setMaxFileSize(new FileSize((long) maxSizeMb << 20));
    full.start();
    var window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(name + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(Math.max(1, keep));
    window.start();
    appender.setTriggeringPolicy(full);
    appender.setRollingPolicy(window);
    return appender;
  }

  private static Encoder<ILoggingEvent> encoder(LoggingSettings settings, LoggerContext context) {
    return switch (settings.format()) {
      case TEXT -> {
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(PATTERN);
        text.start();
        yield text;
      }
      case JSON -> {
        var json = new JsonEncoder();
        json.setContext(context);
        json.setWithFormattedMessage(true);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        json.start();
        yield json;
      }
    };
  }

  private static Level level(LoggingSettings.Level level) {
    return switch (level) {
      case TRACE -> Level.TRACE;
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARN, WARNING -> Level.WARN;
      case ERROR, FATAL, PANIC -> Level.ERROR;
      case NONE -> Level.OFF;
    };
  }
}
