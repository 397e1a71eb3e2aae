package dev.muster.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeType;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Property;
import dev.muster.upload.ColumnCounts;
import dev.muster.upload.FormatWishes;
import dev.muster.upload.Refusal;
import dev.muster.upload.Upload;
import dev.muster.upload.UploadCounts;
import dev.muster.upload.UploadMode;
import dev.muster.upload.UploadProgress;
import dev.muster.upload.UploadStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileCheckTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// A Friday, in the morning.
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private static final Property PLAN = new Property(1, "Plan", "plan", AttributeType.STRING);
  private static final Property SEATS = new Property(2, "Seats", "seats", AttributeType.NUMBER);

  private static final Integration LIST =
      new Integration(
          9,
          "list",
          "List",
          IntegrationKind.CSV,
          "id",
          List.of(PLAN, SEATS),
          true,
          new TreeMap<>(),
          1,
          Instant.EPOCH);

  private final List<Upload> uploads = new ArrayList<>();

  /// What a file had, and what became of it.
  private static final class File {
    private String name = "users-20261127.csv";
    private UploadMode mode = UploadMode.MERGE;
    private UploadStatus status = UploadStatus.DONE;
    private Optional<String> reason = Optional.empty();
    private long read = 100;
    private long refused;
    private long partial;
    private List<Refusal> refusals = List.of();
    private ColumnCounts plan = new ColumnCounts(1, "Plan", 90, 10, 0);
    private ColumnCounts seats = new ColumnCounts(2, "Seats", 100, 0, 0);
    private OptionalLong undoneBy = OptionalLong.empty();

    File name(String other) {
      name = other;
      return this;
    }

    File rows(long all, long notTaken) {
      read = all;
      refused = notTaken;
      return this;
    }

    File failed(String why) {
      status = UploadStatus.FAILED;
      reason = Optional.of(why);
      return this;
    }

    File plan(long valued, long empty, long notTaken) {
      plan = new ColumnCounts(1, "Plan", valued, empty, notTaken);
      return this;
    }

    File seats(long valued, long empty, long notTaken) {
      seats = new ColumnCounts(2, "Seats", valued, empty, notTaken);
      return this;
    }

    File refusal(String column, String why) {
      refusals = List.of(new Refusal(column, why, 30, 2));
      return this;
    }
  }

  private static File file() {
    return new File();
  }

  private void came(Instant at, File file) {
    long taken = file.read - file.refused;
    uploads.addFirst(
        new Upload(
            uploads.size() + 1,
            1,
            9,
            file.mode,
            file.status,
            Optional.of(file.name),
            "ann",
            Optional.empty(),
            at,
            Optional.of(at),
            Optional.of(at),
            OptionalLong.of(1),
            FormatWishes.NONE,
            Optional.empty(),
            Optional.empty(),
            new UploadProgress(
                1,
                new UploadCounts(file.read, taken, file.partial, file.refused, 0, 0, 0, 0, 0, 0),
                0,
                0,
                -1),
            file.reason,
            file.refusals,
            List.of(file.plan, file.seats),
            Optional.empty(),
            OptionalLong.empty(),
            file.undoneBy));
  }

  /// Every day from so many days ago to yesterday.
  private void nightly(int days) {
    for (int day = days; day >= 1; day--) {
      came(NOW.minus(Duration.ofDays(day)), file().name("users-" + (20261127 - day) + ".csv"));
    }
  }

  private Health health(String... open) {
    return health(Optional.empty(), open);
  }

  private Health health(Optional<String> trouble, String... open) {
    return FileCheck.of(LIST, uploads, trouble, BERLIN, NOW, Set.of(open));
  }

  private String words() {
    return new HealthWords(BERLIN, NOW).of(health().findings().getFirst());
  }

  private List<String> found(String... open) {
    return health(open).findings().stream().map(HealthFinding::key).toList();
  }

  @Test
  void beforeTheFirstFileItIsNew() {
    assertThat(health().state()).isEqualTo(Health.State.NEW);
    assertThat(found()).containsExactly("nothing-ever");
    assertThat(health().findings().getFirst().isWorthAnAlert()).isFalse();
    File dry = file();
    dry.mode = UploadMode.DRY_RUN;
    came(NOW, dry);
    File cancelled = file();
    cancelled.status = UploadStatus.CANCELLED;
    came(NOW, cancelled);
    assertThat(health().state()).isEqualTo(Health.State.NEW);
  }

  @Test
  void filesAsUsualAreOk() {
    nightly(10);
    came(NOW, file());
    assertThat(health())
        .isEqualTo(
            new Health(
                Health.State.OK,
                "The last file “users-20261127.csv” (11:00 today): 100 rows, none refused.",
                List.of()));
  }

  @Test
  void aScheduleInTroubleFailsAlsoBeforeTheFirstFile() {
    Health health = health(Optional.of("The folder does not exist."));
    assertThat(health.state()).isEqualTo(Health.State.FAILING);
    assertThat(health.words()).endsWith("as they should: The folder does not exist.");
    nightly(5);
    came(NOW, file());
    assertThat(health(Optional.of("No.")).findings()).hasSize(1);
  }

  @Test
  void theLastFileThatFailedFails() {
    nightly(5);
    came(NOW.minus(Duration.ofHours(1)), file().failed("The file has no column \"Plan\"."));
    assertThat(health().state()).isEqualTo(Health.State.FAILING);
    assertThat(words())
        .contains("“users-20261127.csv”", "10:00 today", "The file has no column \"Plan\".");
    came(NOW, file());
    assertThat(health().state()).isEqualTo(Health.State.OK);
  }

  @Test
  void whatWasTakenBackSaysNothing() {
    nightly(5);
    File bad = file().rows(100, 90);
    came(NOW, bad);
    assertThat(found()).contains("rows-refused");
    uploads.removeFirst();
    bad.undoneBy = OptionalLong.of(77);
    came(NOW, bad);
    assertThat(health().state()).isEqualTo(Health.State.OK);
  }

  @Test
  void rowsThatAreRefusedChangeOrFailByHowManyTheyAre() {
    nightly(5);
    came(NOW, file().rows(100, 19));
    assertThat(health().state()).isEqualTo(Health.State.OK);
    assertThat(found("rows-refused")).as("not clearly over").containsExactly("rows-refused");
    came(NOW, file().rows(100, 20).refusal("id", "it is empty"));
    assertThat(health().state()).isEqualTo(Health.State.CHANGED);
    assertThat(words())
        .isEqualTo(
            "20 of the 100 rows of the file “users-20261127.csv” (11:00 today) were refused. Mostly:"
                + " “id” does not say whom a row is about.");
    came(NOW, file().rows(100, 51));
    assertThat(health().state()).isEqualTo(Health.State.FAILING);
    uploads.removeFirst();
    uploads.removeFirst();
    uploads.removeFirst();
    came(NOW, file().rows(3, 1).name("few.csv"));
    assertThat(found()).as("too few to say").doesNotContain("rows-refused");
  }

  @Test
  void aColumnIsMissingSinceTheLastFileThatHadIt() {
    nightly(5);
    came(NOW.minus(Duration.ofHours(3)), file().plan(0, 0, 0));
    came(NOW, file().plan(0, 0, 0));
    assertThat(found()).containsExactly("property-missing:1");
    assertThat(health().state()).isEqualTo(Health.State.CHANGED);
    assertThat(words())
        .startsWith(
            "The column “Plan” has been missing since 11:00 yesterday: 2 files came without");
    came(NOW, file());
    assertThat(found()).isEmpty();
  }

  @Test
  void aColumnThatNeverCameIsNotMissing() {
    for (int i = 0; i < 5; i++) {
      came(NOW, file().plan(0, 0, 0));
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void aColumnThatIsEmptyNowWhereItHadValuesIsFound() {
    nightly(5);
    came(NOW, file().plan(0, 100, 0));
    assertThat(found()).containsExactly("property-empty:1");
    assertThat(words()).contains("no value since 11:00 yesterday", "all 100 cells");
    uploads.clear();
    came(NOW, file().plan(5, 95, 0));
    came(NOW, file().plan(0, 100, 0));
    assertThat(found()).as("it hardly ever had one").isEmpty();
  }

  @Test
  void aTypeThatChangedIsSaidSinceTheFirstSuchFile() {
    nightly(5);
    came(NOW.minus(Duration.ofHours(2)), file().seats(60, 0, 40));
    came(NOW, file().seats(20, 0, 80).refusal("Seats", "it is not a number"));
    assertThat(found()).containsExactly("property-refused:2");
    assertThat(words())
        .isEqualTo(
            "“seats” has been refused since the file of 09:00 today. Of the file"
                + " “users-20261127.csv”, 80 % of the cells were. Mostly: it is not a number.");
    came(NOW, file().seats(85, 0, 15));
    assertThat(found()).isEmpty();
    assertThat(found("property-refused:2")).as("not clearly over").hasSize(1);
  }

  @Test
  void farFewerOrMoreRowsAreFoundAmongFilesOfSuchAName() {
    nightly(5);
    came(NOW, file().rows(30, 0));
    assertThat(found()).containsExactly("volume-dropped");
    assertThat(words()).contains("far fewer rows than usual: 30, against about 100");
    assertThat(health().findings().getFirst().isWorthAnAlert()).isTrue();
    uploads.removeFirst();
    came(NOW, file().rows(40, 0));
    assertThat(found()).isEmpty();
    assertThat(found("volume-dropped")).as("not clearly over").hasSize(1);
    uploads.removeFirst();
    came(NOW, file().rows(500, 0));
    assertThat(found()).containsExactly("volume-rose");
  }

  @Test
  void aFileOfAnotherNameThatCameOnceSaysNothingOfTheOthers() {
    nightly(5);
    came(NOW, file().name("users-rejected.csv").rows(3, 0).plan(0, 0, 0));
    assertThat(found()).isEmpty();
    came(NOW, file().name("users-rejected.csv").rows(3, 0));
    assertThat(found()).as("too few rows to compare").isEmpty();
  }

  @Test
  void whatStaysBadIsFoundAgainAndAgain() {
    nightly(6);
    for (int i = 0; i < 3; i++) {
      came(NOW.minus(Duration.ofMinutes(30 - i)), file().rows(0, 0).plan(0, 0, 0).seats(0, 0, 0));
      assertThat(found("volume-dropped")).as("file " + i).containsExactly("volume-dropped");
    }
    uploads.clear();
    nightly(6);
    for (int i = 0; i < 3; i++) {
      came(NOW.minus(Duration.ofMinutes(30 - i)), file().rows(900, 0));
      assertThat(found("volume-rose")).as("file " + i).containsExactly("volume-rose");
    }
  }

  @Test
  void oneSeriesDoesNotHideWhatIsWrongWithAnother() {
    for (int day = 6; day >= 1; day--) {
      Instant at = NOW.minus(Duration.ofDays(day));
      came(at, file().name("customers-" + day + ".csv"));
      came(at.plusSeconds(60), file().name("orders-" + day + ".csv"));
    }
    came(NOW.minusSeconds(60), file().name("customers-0.csv").rows(100, 90).plan(0, 0, 0));
    came(NOW, file().name("orders-0.csv"));
    assertThat(found()).containsExactly("rows-refused", "property-missing:1");
    assertThat(health().state()).isEqualTo(Health.State.FAILING);
    assertThat(words()).contains("“customers-0.csv”");
    // What was stopped long ago, while others come, was stopped on purpose.
    Instant later = NOW;
    for (int day = 1; day <= 45; day++) {
      later = NOW.plus(Duration.ofDays(day));
      came(later, file().name("orders-9" + day + ".csv"));
      if (day == 10) {
        assertThat(at(later)).contains("quiet");
      }
    }
    assertThat(at(later)).isEmpty();
  }

  @Test
  void aFileOfANewNameThatIsRefusedIsFound() {
    nightly(5);
    came(NOW, file().name("members.csv").rows(5_000, 5_000).plan(0, 0, 0).seats(0, 0, 0));
    assertThat(found()).containsExactly("rows-refused");
    assertThat(health().state()).isEqualTo(Health.State.FAILING);
  }

  @Test
  void cellsOfRowsThatWereTakenSayNothingOfThoseThatWereNot() {
    nightly(5);
    File mixed = file().rows(100, 30).seats(60, 0, 10).refusal("Seats", "not a number");
    mixed.partial = 10;
    came(NOW, mixed);
    assertThat(found()).contains("rows-refused");
    assertThat(words()).endsWith("were refused.");
  }

  @Test
  void rowsThatWereMendedAreNotToldOfAnyMore() {
    nightly(5);
    came(NOW.minusSeconds(60), file().rows(100, 40).seats(60, 0, 40));
    assertThat(found()).containsExactly("rows-refused", "property-refused:2");
    came(NOW, file().name("users-20261127-refused.csv").rows(40, 0).seats(40, 0, 0));
    assertThat(found()).isEmpty();
    uploads.removeFirst();
    came(NOW, file().name("list-upload-6-refused.csv").rows(25, 0).seats(25, 0, 0));
    assertThat(found()).as("15 are left").containsExactly();
    uploads.removeFirst();
    came(NOW, file().name("list-upload-5-refused.csv").rows(40, 0).seats(40, 0, 0));
    assertThat(found()).as("those of another file").contains("rows-refused");
  }

  @Test
  void aMappingThatFollowedTheFileEndsTheFinding() {
    nightly(5);
    came(NOW, file().plan(0, 0, 0));
    Integration renamed =
        new Integration(
            9,
            "list",
            "List",
            IntegrationKind.CSV,
            "id",
            List.of(new Property(1, "Tier", "plan", AttributeType.STRING), SEATS),
            true,
            new TreeMap<>(),
            2,
            Instant.EPOCH);
    assertThat(FileCheck.of(renamed, uploads, Optional.empty(), BERLIN, NOW, Set.of()).state())
        .isEqualTo(Health.State.OK);
  }

  @Test
  void namesOfColumnsAreNotTold() {
    came(
        NOW,
        file()
            .failed(
                "The file has no column \"id\", by which this integration knows the user. Its"
                    + " columns are \"Ann Lee\", \"Karl-Marx-Allee\"."));
    assertThat(words()).contains("has no column \"id\"").doesNotContain("Ann Lee", "Allee");
    came(NOW, file().name("a\u202Eb\u0007.csv").failed(""));
    assertThat(words()).isEqualTo("The last file “ab.csv” failed (11:00 today).");
  }

  @Test
  void inTheFirstWeekWeekendsAreNoSilence() {
    Instant monday = Instant.parse("2026-11-23T05:00:00Z");
    for (int day = 0; day < 5; day++) {
      came(monday.plus(Duration.ofDays(day)), file());
    }
    assertThat(at(monday.plus(Duration.ofDays(7)))).isEmpty();
    assertThat(at(monday.plus(Duration.ofDays(10)))).containsExactly("quiet");
    uploads.clear();
    // One old pause does not hide the silence of what came every day since.
    came(monday.minus(Duration.ofDays(200)), file());
    for (int day = 80; day >= 0; day--) {
      came(monday.minus(Duration.ofDays(day)), file());
    }
    assertThat(at(monday.plus(Duration.ofDays(4)))).containsExactly("quiet");
  }

  @Test
  void filesThatStopComingAreFoundByTheLongestPause() {
    for (int day = 30; day >= 4; day--) {
      Instant at = NOW.minus(Duration.ofDays(day));
      if (at.atZone(BERLIN).getDayOfWeek().getValue() <= 5) {
        came(at, file());
      }
    }
    // The last came on Monday; over weekends there were pauses of three days.
    assertThat(found()).isEmpty();
    Instant saturday = NOW.plus(Duration.ofDays(1));
    assertThat(at(saturday)).isEmpty();
    Instant sunday = NOW.plus(Duration.ofDays(2));
    assertThat(at(sunday)).containsExactly("quiet");
    Health quiet = FileCheck.of(LIST, uploads, Optional.empty(), BERLIN, sunday, Set.of());
    assertThat(quiet.state()).isEqualTo(Health.State.QUIET);
    assertThat(quiet.words())
        .isEqualTo(
            "No file of such a name “users-20261127.csv” came since Monday, 23 November; before, the"
                + " longest pause was 3 days.");
  }

  private List<String> at(Instant then) {
    return FileCheck.of(LIST, uploads, Optional.empty(), BERLIN, then, Set.of()).findings().stream()
        .map(HealthFinding::key)
        .toList();
  }

  @Test
  void aFewFilesSayNothingOfHowOftenTheyCome() {
    came(NOW.minus(Duration.ofDays(100)), file());
    came(NOW.minus(Duration.ofDays(99)), file());
    came(NOW.minus(Duration.ofDays(98)), file());
    assertThat(found()).isEmpty();
  }

  @Test
  void uploadsOfOlderVersionsSayNothingOfColumns() {
    nightly(3);
    Upload newest = uploads.getFirst();
    uploads.set(
        0,
        new Upload(
            newest.number(),
            1,
            9,
            newest.mode(),
            newest.status(),
            newest.file(),
            newest.by(),
            newest.origin(),
            newest.createdAt(),
            newest.startedAt(),
            newest.endedAt(),
            newest.bytes(),
            newest.wishes(),
            newest.format(),
            newest.readBy(),
            newest.progress(),
            newest.reason(),
            newest.refusals(),
            List.of(),
            newest.segments(),
            newest.undoOf(),
            newest.undoneBy()));
    assertThat(found()).isEmpty();
  }
}
