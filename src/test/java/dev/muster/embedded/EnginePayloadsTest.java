package dev.muster.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.intake.Delivery;
import dev.muster.intake.Journal;
import dev.muster.intake.Payload;
import dev.muster.population.UserId;
import dev.muster.storage.Backup;
import dev.muster.storage.NotOpenedException;
import dev.muster.storage.Pace;
import dev.muster.storage.Restoration;
import dev.muster.storage.UnsupportedFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Payloads beside the log, over reopenings.
class EnginePayloadsTest {

  @TempDir Path data;

  private static String refuse(Engine engine, String user, String sent) {
    Delivery delivery =
        EngineWorld.rejected(
            engine, Optional.of(user), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    CompletableFuture<String> done = new CompletableFuture<>();
    engine.submit(
        delivery,
        Optional.of(new Payload(sent.getBytes(UTF_8), false, true)),
        new Journal.Confirmation() {
          @Override
          public void recorded(String deliveryId, Delivery as) {
            done.complete(deliveryId);
          }

          @Override
          public void unavailable(String why) {
            done.completeExceptionally(new IllegalStateException(why));
          }
        });
    return done.join();
  }

  private static String payload(Engine engine, String id) throws IOException {
    return engine.payload(id).map(found -> new String(found.bytes(), UTF_8)).orElse("-");
  }

  @Test
  void aReplayOfOldChangesTakesNothingOfWhatWasMadeAfterThem() throws IOException {
    EngineOptions options = EngineWorld.options(data);
    String old;
    String later;
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      old = refuse(engine, "ann", "through the first");
      assertThat(payload(engine, old)).isEqualTo("through the first");
      engine
          .catalog()
          .integrations()
          .delete(EngineWorld.ADMIN, "shop", "crm", OptionalLong.empty(), true);
      assertThat(payload(engine, old)).isEqualTo("-");
      engine.catalog().integrations().create(EngineWorld.ADMIN, "shop", EngineWorld.form("plan"));
      later = refuse(engine, "ann", "through the second");
    }
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(payload(engine, old)).isEqualTo("-");
      assertThat(payload(engine, later)).isEqualTo("through the second");
    }
  }

  @Test
  void anErasureTakesWhatCameBeforeItAlsoInAReplayAndNothingAfterIt() throws IOException {
    EngineOptions options = EngineWorld.options(data);
    String before;
    String after;
    String ofAnother;
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      before = refuse(engine, "ann", "before");
      ofAnother = refuse(engine, "bob", "of bob");
      engine.erase(EngineWorld.production(engine).id(), UserId.of("ann"));
      after = refuse(engine, "ann", "after");
      assertThat(payload(engine, before)).isEqualTo("-");
    }
    for (int round = 0; round < 2; round++) {
      try (Engine engine = EngineWorld.open(options)) {
        assertThat(payload(engine, before)).isEqualTo("-");
        assertThat(payload(engine, after)).isEqualTo("after");
        assertThat(payload(engine, ofAnother)).isEqualTo("of bob");
        assertThat(engine.deliveries().find(before)).isEmpty();
        assertThat(engine.deliveries().find(after)).isPresent();
        engine.checkpoint();
      }
    }
  }

  private static boolean holds(Path directory, String sent) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(sent)) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void payloadsLieEncryptedAndOpenWithTheirKeyOnly(@TempDir Path beside) throws IOException {
    EngineOptions options = EngineWorld.options(data).withSecretKey(beside.resolve("a.key"));
    String id;
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      id = refuse(engine, "ann", "{\"iban\":\"DE02120300000000202051\"}");
    }
    assertThat(holds(data, "DE02120300000000202051")).isFalse();
    EngineOptions another = options.withSecretKey(beside.resolve("b.key"));
    assertThatThrownBy(() -> EngineWorld.open(another))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("b.key");
    SecretKeyFile.make(another.secretKey());
    try (Engine engine = EngineWorld.open(another)) {
      assertThatThrownBy(() -> engine.payload(id))
          .isInstanceOf(NotOpenedException.class)
          .hasMessageContaining("encrypted with another key")
          .hasMessageContaining("secret-key");
      assertThat(engine.deliveries().find(id)).isPresent();
    }
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(payload(engine, id)).contains("DE02120300000000202051");
    }
  }

  @Test
  void aBackupAmidAnErasureHasNoPayloadOfWhoIsErased(@TempDir Path beside) throws IOException {
    EngineOptions options = EngineWorld.options(data.resolve("data"));
    Path payloads = options.data().resolve("payloads");
    String ofAnn;
    String after;
    String ofAnother;
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      var _ = refuse(engine, "ann", "a secret of ann");
      ofAnother = refuse(engine, "bob", "a secret of bob");
      // Erases nobody, but waits until payloads are on the disk.
      engine.erase(EngineWorld.production(engine).id(), UserId.of("nobody"));
      Path file;
      try (var files = Files.list(payloads)) {
        file = files.findFirst().orElseThrow();
      }
      byte[] before = Files.readAllBytes(file);
      // The first record's, behind its header and her name.
      ofAnn = new String(before, 48 + 3, "a secret of ann".length() + 28, ISO_8859_1);
      assertThat(holds(payloads, ofAnn)).isTrue();
      engine.erase(EngineWorld.production(engine).id(), UserId.of("ann"));
      assertThat(holds(payloads, ofAnn)).isFalse();
      // As it is between the record of the log and the overwriting.
      Files.write(file, before);
      assertThat(holds(payloads, ofAnn)).isTrue();
      after = refuse(engine, "ann", "sent again by ann");
      engine.erase(EngineWorld.production(engine).id(), UserId.of("nobody"));

      var _ =
          Backup.make(
              options.data(),
              beside.resolve("b"),
              Pace.UNLIMITED,
              new ErasuresInLog(),
              Optional.empty());
    }
    assertThat(holds(beside.resolve("b").resolve("data").resolve("payloads"), ofAnn)).isFalse();
    var _ = Restoration.restore(beside.resolve("b"), beside.resolve("r"));
    try (Engine engine = EngineWorld.open(EngineWorld.options(beside.resolve("r")))) {
      assertThat(payload(engine, after)).isEqualTo("sent again by ann");
      assertThat(payload(engine, ofAnother)).isEqualTo("a secret of bob");
    }
  }
}
