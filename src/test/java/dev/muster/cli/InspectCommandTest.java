package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.catalog.Actor;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Role;
import dev.muster.catalog.SecretBox;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.SystemForm;
import dev.muster.condition.Combinator;
import dev.muster.condition.Condition;
import dev.muster.condition.Literal;
import dev.muster.condition.Operator;
import dev.muster.embedded.Engine;
import dev.muster.embedded.EngineOptions;
import dev.muster.embedded.PayloadSealing;
import dev.muster.embedded.StartProgress;
import dev.muster.storage.Disk;
import dev.muster.storage.KeptBytes;
import dev.muster.storage.KeptLimits;
import dev.muster.web.Meters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int RECORDS = 24;

  @TempDir Path data;

  private final StringWriter out = new StringWriter();

  private int inspect(String... options) {
    out.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(out, true);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "inspect";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[arguments.length - 1] = data.toString();
    return new Cli(Map.of()).to(writer, writer).run(arguments);
  }

  private Engine open() throws IOException {
    return Engine.open(
        EngineOptions.in(data).withSegmentBytes(SEGMENT_BYTES),
        new Meters().commits(),
        StartProgress.NONE);
  }

  /// Enough changes of the catalog for several segments, with a checkpoint between them.
  private void fill() throws IOException {
    try (Engine engine = open()) {
      Actor actor = new Actor("test", Role.ADMIN, "127.0.0.1");
      CatalogStore catalog = engine.catalog();
      var _ = catalog.systems().create(actor, new SystemForm("s", "S", "UTC", OptionalInt.empty()));
      for (int i = 1; i < RECORDS; i++) {
        if (i == RECORDS / 2) {
          engine.checkpoint();
        }
        List<Literal> users =
            IntStream.range(i, i + 1_000)
                .<Literal>mapToObj(number -> new Literal.Text("user-%0100d".formatted(number)))
                .toList();
        Condition.Group condition =
            new Condition.Group(
                Combinator.AND,
                false,
                List.of(
                    new Condition.Rule("user.id", Operator.IN, new Literal.Items(users), false)));
        var _ = catalog.segments().create(actor, "s", new SegmentForm("s" + i, "S", "", condition));
      }
    }
  }

  private List<Path> files(String directory) throws IOException {
    try (var files = Files.list(data.resolve(directory))) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }

  private static void flip(Path file, long offset) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 4)}), offset);
    }
  }

  @Test
  void keptPayloadsAreCountedAndChecked() throws IOException {
    fill();
    Instant at = Instant.parse("2026-05-01T10:20:00Z");
    try (KeptBytes kept =
        KeptBytes.open(
            data.resolve("payloads"),
            Disk.real(),
            KeptLimits.DEFAULT,
            new PayloadSealing(SecretBox.passing()),
            () -> at)) {
      for (String user : List.of("ann", "bob", "cid")) {
        assertThat(kept.reserve(user.length())).isTrue();
        byte[] id = user.getBytes(StandardCharsets.UTF_8);
        kept.keep(new KeptBytes.Label(id[0], at, 1, 2, id, false, true), id);
      }
      kept.sync();
      kept.eraseOf(1, List.of("bob".getBytes(StandardCharsets.UTF_8)), Long.MAX_VALUE);
      kept.sync();
    }

    assertThat(inspect()).isZero();
    assertThat(out.toString())
        .contains("of the hour from 2026-05-01T10:00:00Z")
        .contains("2 kept, 1 erased");

    Path file = files("payloads").getFirst();
    flip(file, Files.size(file) - 1);
    assertThat(inspect()).isEqualTo(1);
    assertThat(out.toString()).contains("DAMAGED").contains("a payload is not what was written");
  }

  @Test
  void everythingIsListed() throws IOException {
    fill();

    assertThat(inspect()).isZero();
    assertThat(out.toString())
        .contains("sealed")
        .contains("current")
        .containsPattern("checkpoint .* whole .*\\d+ sections")
        .contains("A start would load the checkpoint up to")
        .doesNotContain("DAMAGED");
    assertThat(inspect("--records")).isZero();
    assertThat(out.toString().lines().filter(line -> line.matches("record .*catalog .*")))
        .hasSize(RECORDS);
  }

  @Test
  void allDamageIsListedWithItsFileAndPositionAndNothingIsChanged() throws IOException {
    fill();
    List<Path> log = files("log");
    Path first = log.getFirst();
    Path checkpoint = files("checkpoints").getFirst();
    flip(first, 3_000);
    flip(first, 500_000);
    flip(checkpoint, Files.size(checkpoint) / 2);
    List<byte[]> before = List.of(Files.readAllBytes(first), Files.readAllBytes(checkpoint));

    assertThat(inspect()).isEqualTo(1);
    String all = out.toString();
    assertThat(all.lines().filter(line -> line.startsWith("DAMAGED")))
        .hasSize(3)
        .anyMatch(line -> line.contains(first.getFileName() + ": at position"))
        .anyMatch(line -> line.contains(checkpoint.getFileName() + " is damaged at byte"));
    assertThat(Files.readAllBytes(first)).isEqualTo(before.get(0));
    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before.get(1));
  }

  @Test
  void aLogThatNoServerWouldReadIsSaid() throws IOException {
    fill();
    Files.delete(files("log").get(1));

    assertThat(inspect()).isEqualTo(1);
    assertThat(out.toString()).contains("DAMAGED").contains("would refuse to start");
  }

  @Test
  void itMayRunBesideAServer() throws IOException {
    fill();
    try (Engine _ = open()) {
      assertThat(inspect()).isZero();
      assertThat(out.toString()).contains("A server is using the directory");
    }
  }

  @Test
  void aDirectoryOfSomethingElseIsRefused() {
    assertThat(inspect()).isEqualTo(1);
    assertThat(out.toString()).contains("is not a data directory");
  }
}
