package dev.muster.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.Console;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// The log of the process, on standard error.
final class Logging {

  /// How a line looks.
  enum Format {
    /// For people.
    TEXT,
    /// One object a line, for whatever collects logs.
    JSON,
    /// For people on a terminal, else JSON.
    AUTO
  }

  private Logging() {}

  static void use(Format format, boolean accessLog) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(format, context));
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger("dev.muster").setLevel(Level.INFO);
    context.getLogger("dev.muster.access").setLevel(accessLog ? Level.INFO : Level.OFF);
  }

  /// The server stops: clients that connect now are turned away, which is no fault, and would fill
  /// the log with a stack trace each.
  static void stopping() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger("io.netty.bootstrap.ServerBootstrap").setLevel(Level.ERROR);
  }

  private static Encoder<ILoggingEvent> encoder(Format format, LoggerContext context) {
    boolean text =
        switch (format) {
          case TEXT -> true;
          case JSON -> false;
          case AUTO ->
              Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        };
    if (text) {
      PatternLayoutEncoder encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg %kvp%n");
      encoder.start();
      return encoder;
    }
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMDC(false);
    encoder.setWithMarkers(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    encoder.start();
    return encoder;
  }
}
