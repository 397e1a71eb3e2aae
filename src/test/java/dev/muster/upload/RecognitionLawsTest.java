package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionLawsTest {

  private static final String[] NAMES = {
    "Ann Smith",
    "Jürgen Groß",
    "O'Neill, Bob",
    "Zoë \"Zed\" Lee",
    "Miller; Sons",
    "a | b",
    "Line\nbreak"
  };
  private static final String[] PLANS = {"free", "pro", "team"};

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aTableOfUsersIsRecognisedHoweverItIsWritten(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Encoding encoding = one(random, Encoding.values());
    Quote quote = random.nextBoolean() ? Quote.DOUBLE : Quote.SINGLE;
    CsvFormat format =
        new CsvFormat(
            encoding,
            one(random, Delimiter.NAMED.toArray(new Delimiter[0])),
            quote,
            random.nextBoolean());
    boolean mark = encoding != Encoding.WINDOWS_1252 && random.nextBoolean();
    byte[] file = ((mark ? "\ufeff" : "") + table(random, format)).getBytes(charset(encoding));
    boolean whole = random.nextBoolean();
    byte[] beginning =
        whole ? file : Arrays.copyOf(file, file.length - random.nextInt(file.length / 4));

    assertThat(Recognition.recognise(beginning, whole, FormatWishes.NONE))
        .as(new String(beginning, charset(encoding)))
        .isEqualTo(format);
  }

  private static String table(SplittableRandom random, CsvFormat format) {
    StringBuilder text = new StringBuilder();
    boolean all = format.quote() == Quote.SINGLE || random.nextBoolean();
    String end = one(random, "\n", "\r\n", "\r");
    if (format.header()) {
      row(text, format, all, end, "email", "name", "plan", "seats", "signed up", "vip");
    }
    int rows = 8 + random.nextInt(100);
    for (int i = 0; i < rows; i++) {
      row(
          text,
          format,
          all,
          end,
          "user%d@example.com".formatted(random.nextInt(1_000_000)),
          // Something that is in no other encoding.
          i == 0 ? "Jürgen Groß" : one(random, NAMES),
          one(random, PLANS),
          random.nextInt(5) == 0 ? "" : Integer.toString(random.nextInt(500)),
          "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)),
          Boolean.toString(random.nextBoolean()));
    }
    return text.toString();
  }

  private static void row(
      StringBuilder text, CsvFormat format, boolean all, String end, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      String quote = format.quote() == Quote.SINGLE ? "'" : "\"";
      boolean needed = cells[i].matches("(?s).*[,;|\t\n\"'].*");
      text.append(i == 0 ? "" : delimiter(format.delimiter()));
      text.append(
          all || needed ? quote + cells[i].replace(quote, quote + quote) + quote : cells[i]);
    }
    text.append(end);
  }

  private static String delimiter(Delimiter delimiter) {
    return String.valueOf(delimiter.character());
  }

  private static Charset charset(Encoding encoding) {
    return switch (encoding) {
      case UTF_8 -> StandardCharsets.UTF_8;
      case UTF_16LE -> StandardCharsets.UTF_16LE;
      case UTF_16BE -> StandardCharsets.UTF_16BE;
      case WINDOWS_1252 -> Charset.forName("windows-1252");
    };
  }

  @SafeVarargs
  private static <T> T one(SplittableRandom random, T... all) {
    return all[random.nextInt(all.length)];
  }
}
