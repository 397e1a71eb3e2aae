package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Integration;
import dev.muster.population.Change;
import dev.muster.population.Update;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Writes numbers and dates in every way, and looks at what is read.
class NotationLawsTest {

  private static final Integration LIST =
      CsvFiles.integration("id", "revenue:revenue:number", "since:since:date");

  private record Written(double number, LocalDate date) {}

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsTakenIsWhatWasWritten(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    boolean comma = random.nextBoolean();
    boolean grouped = random.nextBoolean();
    int places = random.nextInt(4);
    DateOrder order = List.of(DateOrder.ISO, DateOrder.DMY, DateOrder.MDY).get(random.nextInt(3));
    String between = random.nextBoolean() ? "/" : order == DateOrder.MDY ? "/" : ".";
    List<Written> all = new ArrayList<>();
    StringBuilder text = new StringBuilder("id;revenue;since\n");
    int rows = 1 + random.nextInt(20);
    for (int i = 0; i < rows; i++) {
      long units = random.nextLong(0, random.nextBoolean() ? 10_000 : 10_000_000);
      double number = units / Math.pow(10, places);
      LocalDate date = LocalDate.of(2000 + random.nextInt(30), 1, 1).plusDays(random.nextInt(365));
      all.add(new Written(number, date));
      text.append(
          "u%d;%s;%s\n"
              .formatted(i, number(units, places, comma, grouped), date(date, order, between)));
    }
    CsvFormat format =
        Recognition.recognise(CsvFiles.utf8(text.toString()), true, FormatWishes.NONE);
    List<RowReading> read = CsvFiles.map(LIST, text.toString(), format);

    for (int i = 0; i < rows; i++) {
      Update update = read.get(i).update();
      Double number = update == null ? null : number(update);
      Long date = update == null ? null : date(update);
      boolean known = format.notation().decimal().isPresent();
      if (number != null || known) {
        assertThat(number).as("%s: %s", format, text).isEqualTo(all.get(i).number());
      }
      Instant day = all.get(i).date().atStartOfDay(CsvFiles.ZONE).toInstant();
      if (date != null || format.notation().dates().isPresent() || order == DateOrder.ISO) {
        assertThat(date).as("%s: %s", format, text).isEqualTo(day.toEpochMilli());
      }
    }
  }

  private static String number(long units, int places, boolean comma, boolean grouped) {
    long scale = Math.round(Math.pow(10, places));
    String whole = Long.toString(units / scale);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < whole.length(); i++) {
      if (grouped && i > 0 && (whole.length() - i) % 3 == 0) {
        text.append(comma ? "." : ",");
      }
      text.append(whole.charAt(i));
    }
    if (places > 0) {
      text.append(comma ? "," : ".");
      text.append(
          ("0".repeat(places) + units % scale).substring(Long.toString(units % scale).length()));
    }
    return text.toString();
  }

  private static String date(LocalDate date, DateOrder order, String between) {
    String day = "%02d".formatted(date.getDayOfMonth());
    String month = "%02d".formatted(date.getMonthValue());
    return switch (order) {
      case ISO -> date.toString();
      case DMY -> String.join(between, day, month, "" + date.getYear());
      case MDY -> String.join(between, month, day, "" + date.getYear());
    };
  }

  private static @Nullable Double number(Update update) {
    for (Change change : update.changes()) {
      if (change instanceof Change.Set(_, AttributeValue.Numeric(double value))) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable Long date(Update update) {
    for (Change change : update.changes()) {
      if (change instanceof Change.Set(_, AttributeValue.Date(long millis))) {
        return millis;
      }
    }
    return null;
  }
}
