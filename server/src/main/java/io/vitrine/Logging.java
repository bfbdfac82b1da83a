package io.vitrine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: to standard error, as text or JSON, written by a thread of its own so that a
 * slow terminal holds up no request until thousands of lines wait. Lines are never dropped, so a
 * reader that stops for good stops the server too. Set in code, because reading a configuration
 * file would cost a tenth of the start-up.
 */
public final class Logging {
  private static final int BUFFER = 64 << 10;
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0} %msg %kvp%n";

  private Logging() {}

  /**
   * Sets up the logs of this process.
   *
   * @param level the least important lines that are written
   */
  public static void configure(Config.LogFormat format, Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case TEXT -> text(context);
          case JSON -> json(context);
        };
    encoder.start();
    // Bytes go to the descriptor itself; System.err would write each line by itself.
    LogWriter writer =
        new LogWriter(
            encoder, new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), BUFFER));
    writer.setContext(context);
    writer.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(writer);
    context.getLogger("io.vitrine").setLevel(level);
  }

  /** Writes what waits; lines that come later are lost. */
  public static void close() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(TEXT);
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithContext(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithThreadName(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    return encoder;
  }
}
