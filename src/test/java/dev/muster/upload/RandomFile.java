package dev.muster.upload;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A CSV file of random cells in a random format.
final class RandomFile {

  private static final String[] PIECES = {
    "a",
    "bc",
    "0",
    "-1",
    "3.5",
    " ",
    ",",
    ";",
    "\t",
    "|",
    "\"",
    "'",
    "\"\"",
    "\n",
    "\r",
    "\r\n",
    "ä",
    "€",
    "=",
    "@",
    "+",
    "'=",
    "true",
    "2026-01-01",
    "[]",
    "\ufeff",
    "漢",
    "😀",
    "\u0000"
  };

  private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

  private final SplittableRandom random;
  private final CsvFormat format;
  private final List<List<String>> rows = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  RandomFile(SplittableRandom random) {
    this.random = random;
    this.format =
        new CsvFormat(
            one(Encoding.values()),
            one(Delimiter.NAMED.toArray(new Delimiter[0])),
            one(Quote.values()),
            random.nextBoolean(),
            random.nextInt(4) == 0 ? random.nextInt(4) : 0,
            Notation.UNKNOWN);
    for (int i = 0; i < format.skipRows(); i++) {
      // Whatever it is: nothing but its end counts.
      text.append(cell().replaceAll("[\r\n]", "")).append(one("\n", "\r\n"));
    }
    int rowCount = 1 + random.nextInt(60);
    int width = 1 + random.nextInt(6);
    for (int i = 0; i < rowCount; i++) {
      row(random.nextInt(8) == 0 ? 1 + random.nextInt(8) : width);
      boolean last = i == rowCount - 1;
      if (!last || random.nextBoolean()) {
        // A carriage return and a line feed that follow one another are one end.
        String end = one(LINE_ENDS);
        text.append(end);
        if (random.nextInt(10) == 0) {
          text.append(end.equals("\r") ? "\r" : "\n");
        }
      }
    }
  }

  CsvFormat format() {
    return format;
  }

  /// What is in it.
  List<List<String>> rows() {
    return rows;
  }

  String text() {
    return text.toString();
  }

  byte[] bytes() {
    boolean mark = format.encoding() != Encoding.WINDOWS_1252 && random.nextBoolean();
    // Without a mark of its own, a mark that is the first cell's would be taken for one.
    boolean needed = text.length() > 0 && text.charAt(0) == '\ufeff';
    return ((mark || needed ? "\ufeff" : "") + text).getBytes(charset());
  }

  private void row(int width) {
    List<String> cells = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < width; i++) {
      String cell = cell();
      boolean quoted = isQuoted(cell);
      // A line without any character would be no row.
      if (width == 1 && cell.isEmpty() && !quoted) {
        cell = "x";
      }
      cells.add(cell);
      line.append(i == 0 ? "" : delimiter()).append(quoted ? quoted(cell) : cell);
    }
    rows.add(cells);
    text.append(line);
  }

  private boolean isQuoted(String cell) {
    if (format.quote() == Quote.NONE) {
      return false;
    }
    return random.nextInt(4) == 0
        || cell.contains(delimiter())
        || cell.contains("\n")
        || cell.contains("\r")
        || cell.startsWith(quote());
  }

  private String quoted(String cell) {
    return quote() + cell.replace(quote(), quote() + quote()) + quote();
  }

  private String cell() {
    StringBuilder cell = new StringBuilder();
    int pieces = random.nextInt(3) == 0 ? 0 : random.nextInt(random.nextInt(50) == 0 ? 9_000 : 5);
    while (pieces-- > 0) {
      String piece = one(PIECES);
      if (fits(piece)) {
        cell.append(piece);
      }
    }
    return cell.toString();
  }

  private boolean fits(String piece) {
    return charset().newEncoder().canEncode(piece)
        && (format.quote() != Quote.NONE
            || !(piece.contains(delimiter()) || piece.contains("\n") || piece.contains("\r")));
  }

  private Charset charset() {
    return switch (format.encoding()) {
      case UTF_8 -> StandardCharsets.UTF_8;
      case UTF_16LE -> StandardCharsets.UTF_16LE;
      case UTF_16BE -> StandardCharsets.UTF_16BE;
      case WINDOWS_1252 -> Charset.forName("windows-1252");
    };
  }

  private String delimiter() {
    return String.valueOf(format.delimiter().character());
  }

  private String quote() {
    return format.quote() == Quote.SINGLE ? "'" : "\"";
  }

  @SafeVarargs
  private <T> T one(T... all) {
    return all[random.nextInt(all.length)];
  }
}
