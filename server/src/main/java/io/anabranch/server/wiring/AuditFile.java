package io.anabranch.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import io.anabranch.server.config.AuditSettings;
import org.slf4j.LoggerFactory;

/**
 * A file of lines, begun anew when it is full. A disk that takes no more costs lines, not requests:
 * what is to be kept is in the database.
 */
final class AuditFile {

  private final RollingFileAppender<String> appender;

  AuditFile(AuditSettings.LineFile file) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var encoder = new Lines();
    encoder.setContext(context);
    encoder.start();
    appender = Logs.file(file.path().toString(), file.maxSizeMb(), file.filesKeep(), context);
    appender.setName("audit");
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
  }

  void write(String line) {
    appender.doAppend(line);
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
