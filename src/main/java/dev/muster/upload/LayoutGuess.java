package dev.muster.upload;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The delimiter and the quote that a file seems to have: those with which its rows have the same
/// number of cells, and cells look like values. (G. J. J. van den Burg, A. Nazábal and C. Sutton,
/// Wrangling messy CSV files by detecting row and type patterns, 2019: the score is theirs.)
///
/// @param rows the first rows, read so, without blank ones
/// @param lines of the text at which they begin, counted from 1
/// @param certain whether no other delimiter would have been nearly as likely
record LayoutGuess(
    Delimiter delimiter, Quote quote, List<String[]> rows, List<Long> lines, boolean certain) {

  private static final int ROWS_MAX = 200;

  /// As many characters are looked at.
  static final int CHARACTERS_MAX = 1 << 16;

  /// What rows of a single cell count, since any delimiter that is not there makes them.
  private static final double SINGLE = 1e-3;

  /// How much likelier than any other delimiter one is that is certain.
  private static final double MARGIN = 1.5;

  /// Of equally likely ones the first is taken.
  private static final List<Quote> QUOTES = List.of(Quote.DOUBLE, Quote.NONE, Quote.SINGLE);

  private record Candidate(
      Delimiter delimiter, Quote quote, List<String[]> rows, List<Long> lines, double score) {}

  static LayoutGuess of(String text, boolean whole, FormatWishes wishes) {
    boolean all = whole && text.length() <= CHARACTERS_MAX;
    String shown = text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX);
    List<Candidate> candidates = new ArrayList<>();
    for (Delimiter delimiter : of(wishes.delimiter(), Delimiter.NAMED)) {
      for (Quote quote : of(wishes.quote(), QUOTES)) {
        Candidate candidate = candidate(delimiter, quote, shown, all);
        if (candidate != null) {
          candidates.add(candidate);
        }
      }
    }
    Candidate best = null;
    for (Candidate one : candidates) {
      best = best == null || one.score > best.score ? one : best;
    }
    return best == null ? fallback(wishes) : guess(best, candidates);
  }

  private static LayoutGuess guess(Candidate best, List<Candidate> candidates) {
    double next =
        candidates.stream()
            .filter(other -> !other.delimiter.equals(best.delimiter))
            .mapToDouble(Candidate::score)
            .max()
            .orElse(0);
    return new LayoutGuess(
        best.delimiter, best.quote, best.rows, best.lines, best.score > MARGIN * next);
  }

  /// Where nothing can be read, that is said when it is.
  private static LayoutGuess fallback(FormatWishes wishes) {
    return new LayoutGuess(
        wishes.delimiter().orElse(Delimiter.COMMA),
        wishes.quote().orElse(Quote.DOUBLE),
        List.of(),
        List.of(),
        false);
  }

  private static <T> List<T> of(Optional<T> wish, List<T> all) {
    return wish.isPresent() ? List.of(wish.get()) : all;
  }

  private static @Nullable Candidate candidate(
      Delimiter delimiter, Quote quote, String text, boolean all) {
    List<String[]> rows = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    boolean more = false;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter.character())
            .quoteCharacter(quote.character())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(!all)
            .build(CsvRecordHandler.of(), text)) {
      Iterator<CsvRecord> each = reader.iterator();
      while (rows.size() < ROWS_MAX && each.hasNext()) {
        CsvRecord next = each.next();
        if (!isBlank(next.getFields())) {
          rows.add(next.getFields().toArray(String[]::new));
          lines.add(next.getStartingLineNumber());
        }
      }
      more = each.hasNext();
    } catch (CsvParseException _) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!all && !more && rows.size() > 1) {
      rows.removeLast();
      lines.removeLast();
    }
    return rows.isEmpty()
        ? null
        : new Candidate(delimiter, quote, rows, lines, rowPattern(rows) * cleanCells(rows));
  }

  private static boolean isBlank(List<String> cells) {
    return cells.stream().allMatch(cell -> CellText.trimmed(cell).isEmpty());
  }

  /// The more rows have the same number of cells, the fewer such numbers there are, and the more
  /// cells there are, the greater it is.
  private static double rowPattern(List<String[]> rows) {
    Map<Integer, Integer> widths = new HashMap<>();
    rows.forEach(row -> widths.merge(row.length, 1, Integer::sum));
    double sum = 0;
    for (Map.Entry<Integer, Integer> width : widths.entrySet()) {
      int cells = width.getKey();
      sum += width.getValue() * Math.max(SINGLE, (cells - 1.0) / cells);
    }
    return sum / widths.size() / rows.size();
  }

  /// The share of cells that look like a value.
  private static double cleanCells(List<String[]> rows) {
    long clean = 0;
    long cells = 0;
    for (String[] row : rows) {
      for (String cell : row) {
        cells++;
        clean += CellShape.of(cell) == CellShape.OTHER ? 0 : 1;
      }
    }
    return Math.max(SINGLE, (double) clean / cells);
  }
}
