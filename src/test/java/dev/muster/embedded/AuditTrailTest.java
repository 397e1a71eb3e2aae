package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalog.Actor;
import dev.muster.catalog.PersonForm;
import dev.muster.catalog.Role;
import dev.muster.embedded.EngineOptions.Retention;
import dev.muster.storage.Disk;
import dev.muster.storage.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {

  private static final Actor ADMIN = EngineWorld.ADMIN;

  @TempDir Path directory;

  private static void edit(Engine engine, int from, int to) {
    for (int i = from; i < to; i++) {
      var _ =
          engine
              .catalog()
              .people()
              .invite(ADMIN, new PersonForm("p" + i + "@example.com", "P " + i, Role.VIEWER));
    }
  }

  private static List<AuditPage.Item> all(Engine engine, AuditQuery query, int limit)
      throws IOException {
    List<AuditPage.Item> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      AuditPage page = engine.audit().find(query, cursor, limit);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent());
    return all;
  }

  private static List<String> ids(Engine engine, int limit) throws IOException {
    return all(engine, AuditQuery.ALL, limit).stream().map(AuditPage.Item::id).toList();
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("audit"))) {
      return files.toList().getFirst();
    }
  }

  @Test
  void everyChangeIsFoundTheLatestFirstWhateverThePages() throws IOException {
    try (Engine engine = EngineWorld.open(EngineWorld.options(directory))) {
      EngineWorld.found(engine);
      edit(engine, 0, 7);
      List<String> ids = ids(engine, 500);
      assertThat(ids.getFirst()).startsWith("9.");
      assertThat(ids).endsWith("1.0", "1.1", "1.2").hasSize(2 + 2 * 7 + 2).doesNotHaveDuplicates();
      for (int limit = 1; limit < 6; limit++) {
        assertThat(ids(engine, limit)).containsExactlyElementsOf(ids);
      }
    }
  }

  @Test
  void itOutlivesTheLogBehindCheckpointsAndStarts() throws IOException {
    EngineOptions options =
        EngineWorld.options(directory).withDeliveries(new Retention(Duration.ofMillis(1), 0));
    List<String> expected;
    try (Engine engine = EngineWorld.open(options)) {
      EngineWorld.found(engine);
      edit(engine, 0, 20);
      expected = ids(engine, 500);
      engine.checkpoint();
      engine.checkpoint();
    }
    try (Engine engine = EngineWorld.open(options)) {
      assertThat(ids(engine, 500)).isEqualTo(expected);
      edit(engine, 20, 21);
      assertThat(ids(engine, 500)).hasSize(expected.size() + 2).endsWith(expected.getLast());
    }
  }

  @Test
  void monthsThatAreOverForLongEnoughGoIfTheOperatorWantsThat() throws IOException {
    EngineOptions kept = EngineWorld.options(directory);
    try (Engine engine = EngineWorld.open(kept)) {
      EngineWorld.found(engine);
    }
    YearMonth now = YearMonth.now(ZoneOffset.UTC);
    String line = Files.readString(file());
    for (int months = 1; months < 6; months++) {
      Files.writeString(
          directory.resolve("audit/" + now.minusMonths(months) + ".jsonl"),
          line.lines().findFirst().orElseThrow() + "\n");
    }
    try (Engine engine = EngineWorld.open(kept)) {
      engine.checkpoint();
      assertThat(months()).hasSize(6);
    }
    EngineOptions.Keeping keeping =
        new EngineOptions.Keeping(396, 90, Optional.of(Duration.ofDays(31)), 1_000);
    try (Engine engine = EngineWorld.open(kept.withKeeping(keeping))) {
      edit(engine, 0, 1);
      engine.checkpoint();
      assertThat(months()).hasSizeBetween(2, 3).contains(now + ".jsonl");
      assertThat(ids(engine, 500)).isNotEmpty();
    }
    try (Engine engine = EngineWorld.open(kept)) {
      assertThat(engine.catalog().current().system("shop")).isPresent();
    }
  }

  private List<String> months() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("audit"))) {
      return files.map(one -> one.getFileName().toString()).toList();
    }
  }

  @Test
  void whatACrashTookFromItsEndComesBackWithTheReplay() throws IOException {
    List<String> expected;
    byte[] whole;
    try (Engine engine = EngineWorld.open(EngineWorld.options(directory))) {
      EngineWorld.found(engine);
      edit(engine, 0, 3);
      expected = ids(engine, 500);
    }
    whole = Files.readAllBytes(file());
    // A crash may leave any beginning of what was not forced, and zeros where blocks are missing.
    for (int kept = 0; kept < whole.length; kept += 37) {
      byte[] torn = Arrays.copyOf(whole, kept);
      if (kept % 2 == 0) {
        torn = Arrays.copyOf(torn, Math.min(whole.length, kept + 100));
      }
      Files.write(file(), torn);
      try (Engine engine = EngineWorld.open(EngineWorld.options(directory))) {
        assertThat(ids(engine, 500)).as("after %s bytes", kept).isEqualTo(expected);
      }
    }
  }

  @Test
  void aHoleInTheMiddleIsFilledAndNothingIsThereTwice() throws IOException {
    List<String> expected;
    try (Engine engine = EngineWorld.open(EngineWorld.options(directory))) {
      EngineWorld.found(engine);
      edit(engine, 0, 3);
      expected = ids(engine, 500);
    }
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 20, (byte) 0);
    Files.write(file(), bytes);
    try (Engine engine = EngineWorld.open(EngineWorld.options(directory))) {
      assertThat(ids(engine, 500)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /// A real disk on which the audit log cannot be forced, as long as it is told so.
  private static final class StubbornDisk implements Disk {
    private final Disk below = Disk.real();
    private volatile boolean stubborn = true;

    private DiskFile of(Path path, DiskFile file) {
      return path.toString().endsWith(".jsonl") ? new StubbornFile(file) : file;
    }

    @Override
    public DiskFile create(Path path) throws IOException {
      return of(path, below.create(path));
    }

    @Override
    public DiskFile openForWriting(Path path) throws IOException {
      return of(path, below.openForWriting(path));
    }

    @Override
    public DiskFile openForReading(Path path) throws IOException {
      return below.openForReading(path);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
      return below.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
      below.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      below.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      below.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
      below.syncDirectory(directory);
    }

    private final class StubbornFile implements DiskFile {
      private final DiskFile file;

      StubbornFile(DiskFile file) {
        this.file = file;
      }

      @Override
      public int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, position);
      }

      @Override
      public void write(ByteBuffer from, long position) throws IOException {
        file.write(from, position);
      }

      @Override
      public void force() throws IOException {
        if (stubborn) {
          throw new IOException("Input/output error");
        }
        file.force();
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    }
  }

  @Test
  void thereIsNoCheckpointBeforeItIsForced() throws IOException {
    StubbornDisk disk = new StubbornDisk();
    try (Engine engine = EngineWorld.open(EngineWorld.options(directory), disk)) {
      EngineWorld.found(engine);
      assertThatThrownBy(engine::checkpoint).hasMessage("Input/output error");
      try (Stream<Path> files = Files.list(directory.resolve("checkpoints"))) {
        assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".checkpoint"));
      }
      disk.stubborn = false;
      engine.checkpoint();
      assertThat(ids(engine, 500)).hasSize(4);
    }
  }

  @Test
  void filtersNarrowItDown() throws IOException {
    try (Engine engine = EngineWorld.open(EngineWorld.options(directory))) {
      EngineWorld.found(engine);
      edit(engine, 0, 3);
      Optional<String> none = Optional.empty();
      Optional<Instant> ever = Optional.empty();
      assertThat(found(engine, Optional.of("person"), none, none, none, ever, ever, none))
          .isEqualTo(3);
      assertThat(found(engine, none, Optional.of("ADM"), none, none, ever, ever, none))
          .isEqualTo(10);
      assertThat(found(engine, none, Optional.of("nobody"), none, none, ever, ever, none)).isZero();
      assertThat(found(engine, none, none, Optional.of("person"), none, ever, ever, none))
          .isEqualTo(6);
      assertThat(found(engine, none, none, Optional.of("person.inv"), none, ever, ever, none))
          .isZero();
      assertThat(found(engine, none, none, none, Optional.of("P1@EXAMPLE"), ever, ever, none))
          .isEqualTo(2);
      assertThat(found(engine, none, none, none, none, ever, ever, Optional.of("shop")))
          .isEqualTo(4);
      assertThat(found(engine, none, none, none, none, ever, ever, Optional.of("sho"))).isZero();
      Instant later = Instant.now().plusSeconds(60);
      assertThat(found(engine, none, none, none, none, Optional.of(later), ever, none)).isZero();
      assertThat(found(engine, none, none, none, none, ever, Optional.of(later), none))
          .isEqualTo(10);
      assertThatThrownBy(() -> engine.audit().find(AuditQuery.ALL, Optional.of("x"), 5))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static int found(
      Engine engine,
      Optional<String> kind,
      Optional<String> actor,
      Optional<String> action,
      Optional<String> text,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> system)
      throws IOException {
    return all(engine, new AuditQuery(kind, actor, action, text, from, to, system), 500).size();
  }

  @Test
  void aTornLineIsPassedOver() throws IOException {
    try (Engine engine = EngineWorld.open(EngineWorld.options(directory))) {
      EngineWorld.found(engine);
    }
    Files.writeString(file(), "{\"version\":99,\"entr", StandardOpenOption.APPEND);
    try (Engine engine = EngineWorld.open(EngineWorld.options(directory))) {
      edit(engine, 0, 1);
      assertThat(ids(engine, 500)).hasSize(6);
    }
  }
}
