package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class KeyMarkTest {

  @TempDir Path directory;

  /// What is said at a start with a key.
  private static List<String> said(EngineOptions options) throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(KeyMark.class);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    try {
      EngineWorld.open(options).close();
    } finally {
      logger.detachAppender(appender);
    }
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void anotherKeyIsSaidAtEachStartUntilTheRightOneIsBack() throws Exception {
    EngineOptions options = EngineWorld.options(directory.resolve("data"));
    EngineOptions right = options.withSecretKey(directory.resolve("right.key"));
    assertThat(said(right)).isEmpty();
    assertThat(said(right)).isEmpty();
    EngineOptions wrong = options.withSecretKey(directory.resolve("wrong.key"));
    SecretKeyFile.make(wrong.secretKey());
    for (int i = 0; i < 2; i++) {
      assertThat(said(wrong))
          .singleElement()
          .asString()
          .contains(wrong.secretKey() + " is another key");
    }
    assertThat(said(right)).isEmpty();
    KeyMark.put(wrong.data(), wrong.secretKey());
    assertThat(said(wrong)).isEmpty();
    // Data of before there were notes.
    Files.delete(wrong.data().resolve("key.sha256"));
    assertThat(said(wrong)).isEmpty();
    assertThat(said(right)).hasSize(1);
  }

  /// What counts is what a key opens, where there is something to open.
  @Test
  void theKeyThatOpensTheSecretsIsTheRightOneWhateverWasNoted() throws Exception {
    EngineOptions options = EngineWorld.options(directory.resolve("data"));
    EngineOptions right = options.withSecretKey(directory.resolve("right.key"));
    try (Engine engine = EngineWorld.open(right)) {
      EngineWorld.found(engine);
      var _ =
          engine
              .catalog()
              .environments()
              .addSecret(EngineWorld.ADMIN, "shop", "production", engine.secrets());
    }
    EngineOptions other = options.withSecretKey(directory.resolve("other.key"));
    SecretKeyFile.make(other.secretKey());
    // As new-key does.
    KeyMark.put(other.data(), other.secretKey());
    for (int i = 0; i < 2; i++) {
      assertThat(said(other))
          .singleElement()
          .asString()
          .contains("1 of the 1 secrets in " + other.data(), other.secretKey().toString());
    }
    assertThat(said(right)).isEmpty();
    assertThat(said(right)).isEmpty();
  }
}
