package io.anabranch.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import io.anabranch.server.config.AuditSettings;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * A file of lines, begun anew when it is full. A disk that takes no more costs lines, not requests:
 * what is to be kept is in the database. Without one nothing is written.
 */
final class AuditFile implements AutoCloseable {

  private final Optional<RollingFileAppender<String>> appender;

  AuditFile(Optional<AuditSettings.LineFile> file) {
    this.appender = file.map(AuditFile::started);
  }

  private static RollingFileAppender<String> started(AuditSettings.LineFile file) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var encoder = new Lines();
    encoder.setContext(context);
    encoder.start();
    RollingFileAppender<String> appender =
        Logs.file(file.path().toString(), file.maxSizeMb(), file.filesKeep(), context);
    appender.setName("audit");
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  boolean isWanted() {
    return appender.isPresent();
  }

  void write(String line) {
    appender.ifPresent(open -> open.doAppend(line));
  }

  @Override
  public void close() {
    appender.ifPresent(RollingFileAppender::stop);
  }

  private static final class Lines extends EncoderBase<String> {

    @Override
    public byte[] headerBytes() {
      return new byte[0];
    }

    @Override
    public byte[] encode(String line) {
      return (line + "\n").getBytes(UTF_8);
    }

    @Override
    public byte[] footerBytes() {
      return new byte[0];
    }
  }
}
