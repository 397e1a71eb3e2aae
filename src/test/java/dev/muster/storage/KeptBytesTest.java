package dev.muster.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalog.SecretBox;
import dev.muster.embedded.PayloadSealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptBytesTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  /// Leaves bytes as they are, so that they can be looked for on the disk.
  private static final Sealing OPEN =
      new Sealing() {
        @Override
        public byte[] close(byte[] context, byte[] bytes) {
          return bytes;
        }

        @Override
        public byte[] open(byte[] context, byte[] closed) {
          return closed;
        }
      };

  @TempDir Path directory;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  private KeptBytes open() throws IOException {
    return open(KeptLimits.DEFAULT);
  }

  private KeptBytes open(KeptLimits limits) throws IOException {
    return KeptBytes.open(directory, Disk.real(), limits, OPEN, now::get);
  }

  private void keep(KeptBytes kept, long position, String user, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(kept.reserve(bytes.length)).isTrue();
    kept.keep(
        new KeptBytes.Label(position, now.get(), 1, 2, user.getBytes(UTF_8), false, true), bytes);
  }

  private static String text(KeptBytes kept, long position) throws IOException {
    return kept.find(position).map(found -> new String(found.bytes(), UTF_8)).orElse("-");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }

  private String onDisk() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files()) {
      try {
        all.append(Files.readString(file, ISO_8859_1));
      } catch (NoSuchFileException _) {
        // What is too much goes while one looks.
      }
    }
    return all.toString();
  }

  @Test
  void whatLiesOpenInFilesOfBeforeIsFoundAndWhatIsWrittenNowIsClosed() throws IOException {
    byte[] old = "of before".getBytes(UTF_8);
    byte[] user = "ann".getBytes(UTF_8);
    KeptFormat.Header header =
        new KeptFormat.Header(0, 1, 2, 8, NOON.toEpochMilli(), user.length, old.length, 0);
    long hour = NOON.toEpochMilli() / Duration.ofHours(1).toMillis();
    try (KeptFile file = KeptFile.create(Disk.real(), KeptFile.path(directory, hour, 0))) {
      var _ = file.append(header, user, old);
    }
    Sealing closing = new PayloadSealing(SecretBox.passing());
    for (int round = 0; round < 2; round++) {
      try (KeptBytes kept =
          KeptBytes.open(directory, Disk.real(), KeptLimits.DEFAULT, closing, now::get)) {
        keep(kept, 16 + round, "ann", "of now");
        assertThat(text(kept, 8)).isEqualTo("of before");
        assertThat(text(kept, 16)).isEqualTo("of now");
        kept.sync();
      }
    }
    assertThat(onDisk()).contains("of before").doesNotContain("of now");
    Sealing other = new PayloadSealing(SecretBox.passing());
    try (KeptBytes kept =
        KeptBytes.open(directory, Disk.real(), KeptLimits.DEFAULT, other, now::get)) {
      assertThat(text(kept, 8)).isEqualTo("of before");
      assertThatThrownBy(() -> kept.find(16))
          .isInstanceOf(NotOpenedException.class)
          .hasMessageContaining("another key");
      kept.eraseOf(1, List.of(user), Long.MAX_VALUE);
      kept.sync();
      assertThat(onDisk()).doesNotContain("of before");
    }
  }

  @Test
  void whatIsKeptIsFoundAtOnceAndAfterAReopening() throws IOException {
    try (KeptBytes kept = open()) {
      keep(kept, 8, "ann", "{\"a\":1}");
      keep(kept, 16, "", "{nothing");
      assertThat(text(kept, 8)).isEqualTo("{\"a\":1}");
      assertThat(kept.find(8).orElseThrow().keptUntil()).isEqualTo(NOON.plus(Duration.ofDays(3)));
      assertThat(kept.has(24)).isFalse();
    }
    try (KeptBytes kept = open()) {
      assertThat(text(kept, 8)).isEqualTo("{\"a\":1}");
      assertThat(text(kept, 16)).isEqualTo("{nothing");
      keep(kept, 24, "bob", "third");
      assertThat(text(kept, 24)).isEqualTo("third");
    }
    try (KeptBytes kept = open()) {
      assertThat(kept.count()).isEqualTo(3);
    }
  }

  @Test
  void itGoesAtItsAgeAndItsFileAnHourLaterAtMost() throws Exception {
    try (KeptBytes kept = open()) {
      now.set(NOON.plus(Duration.ofMinutes(59)));
      keep(kept, 8, "ann", "first");
      now.set(NOON.plus(Duration.ofMinutes(61)));
      keep(kept, 16, "ann", "second");
      kept.sync();
      assertThat(files()).hasSize(2);
      now.set(NOON.plus(Duration.ofDays(3)).plus(Duration.ofMinutes(59)));
      assertThat(kept.has(8)).isFalse();
      assertThat(kept.find(8)).isEmpty();
      assertThat(kept.has(16)).isTrue();
      now.set(NOON.plus(Duration.ofDays(3)).plus(Duration.ofHours(1)));
      for (int i = 0; i < 100 && files().size() > 1; i++) {
        Thread.sleep(50);
      }
      assertThat(onDisk()).contains("second").doesNotContain("first");
    }
    now.set(NOON.plus(Duration.ofDays(4)));
    open().close();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsErasedIsOverwrittenAndStaysErased() throws IOException {
    try (KeptBytes kept = open()) {
      keep(kept, 8, "ann", "of-ann-before");
      keep(kept, 16, "bob", "of-bob");
      keep(kept, 32, "ann", "of-ann-after");
      kept.eraseOf(1, List.of("ann".getBytes(UTF_8)), 24);
      assertThat(text(kept, 8)).isEqualTo("-");
      kept.sync();
      assertThat(onDisk()).contains("of-bob", "of-ann-after").doesNotContain("of-ann-before");
    }
    try (KeptBytes kept = open()) {
      assertThat(text(kept, 8)).isEqualTo("-");
      assertThat(text(kept, 16)).isEqualTo("of-bob");
      assertThat(
              kept.thoseWithAny(1, List.of("ann".getBytes(UTF_8), "cid".getBytes(UTF_8))).stream()
                  .map(user -> new String(user, UTF_8)))
          .containsExactly("ann");
      // Of a file of an earlier process, too.
      kept.eraseOf(1, List.of("ann".getBytes(UTF_8)), 99);
      kept.eraseFrom((environment, integration) -> environment == 1 && integration == 2);
      kept.sync();
      assertThat(onDisk()).doesNotContain("of-");
    }
  }

  @Test
  void whatWasCutOffByAKillIsPassedOver() throws IOException {
    try (KeptBytes kept = open()) {
      keep(kept, 8, "ann", "whole");
      keep(kept, 16, "ann", "torn");
    }
    Path file = files().getFirst();
    long whole = Files.size(file);
    for (long cut = whole - 1; cut > whole - 55; cut--) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(cut);
      }
      try (KeptBytes kept = open()) {
        assertThat(text(kept, 8)).as("cut at %d", cut).isEqualTo("whole");
        assertThat(kept.count()).isEqualTo(1);
        keep(kept, 24, "bob", "next");
        assertThat(text(kept, 24)).isEqualTo("next");
        kept.eraseOf(1, List.of("bob".getBytes(UTF_8)), 99);
      }
    }
  }

  @Test
  void whatTheDiskHasChangedIsNotHandedOut() throws IOException {
    try (KeptBytes kept = open()) {
      keep(kept, 8, "ann", "as it was sent");
    }
    try (FileChannel channel = FileChannel.open(files().getFirst(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'?'}), channel.size() - 3);
    }
    try (KeptBytes kept = open()) {
      assertThat(kept.find(8)).isEmpty();
    }
  }

  @Test
  void whereNothingIsToBeKeptNothingIsAndWhatWasThereGoes() throws IOException {
    try (KeptBytes kept = open()) {
      keep(kept, 8, "ann", "text");
    }
    try (KeptBytes kept = open(KeptLimits.DEFAULT.withTime(Duration.ZERO))) {
      assertThat(kept.reserve(1)).isFalse();
      assertThat(kept.has(8)).isFalse();
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void whatWaitsIsBoundedAndSoIsAll() throws Exception {
    KeptLimits tight = new KeptLimits(Duration.ofDays(3), 3_000, 100, 700, 1_000);
    try (KeptBytes kept = open(tight)) {
      assertThat(kept.reserve(60)).isTrue();
      assertThat(kept.reserve(60)).isFalse();
      assertThat(kept.dropped()).isEqualTo(1);
      kept.release(60);
      for (int i = 1; i <= 100; i++) {
        keep(kept, 8L * i, "ann", "x".repeat(90));
        kept.sync();
      }
      for (int i = 0; i < 100 && onDisk().length() > 4_200; i++) {
        Thread.sleep(50);
      }
      assertThat(onDisk().length()).isLessThan(4_200);
      assertThat(kept.has(8)).isFalse();
      assertThat(kept.has(800)).isTrue();
    }
  }

  @Test
  void theLimitsAreAsDocumented() {
    assertThat(KeptLimits.DEFAULT)
        .isEqualTo(new KeptLimits(Duration.ofDays(3), 1L << 30, 200_000, 64L << 20, 32L << 20));
  }
}
