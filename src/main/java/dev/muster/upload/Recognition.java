package dev.muster.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Recognises how a CSV file is written, from its beginning.
public final class Recognition {

  /// How much of a file is looked at, in bytes.
  public static final int BEGINNING_BYTES = 1 << 20;

  private Recognition() {}

  /// Recognises what is not wished for.
  ///
  /// @param beginning of the file, at most [#BEGINNING_BYTES]
  /// @param whole whether that is all of it
  /// @param wishes what is known already
  /// @throws UnreadableFileException if it is no text, or has no row
  public static CsvFormat recognise(byte[] beginning, boolean whole, FormatWishes wishes)
      throws UnreadableFileException {
    return of(beginning, whole, wishes).format();
  }

  /// Recognises what is not wished for, of a whole file. Its encoding is that of the first
  /// character that is not of ASCII, wherever that is.
  ///
  /// @param wishes what is known already
  /// @throws UnreadableFileException if it is no text, or has no row
  public static CsvFormat recognise(Path file, FormatWishes wishes)
      throws UnreadableFileException, IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] beginning = bytes.readNBytes(BEGINNING_BYTES);
      CsvFormat format = recognise(beginning, beginning.length < BEGINNING_BYTES, wishes);
      return wishes.encoding().isEmpty() && format.encoding() == Encoding.UTF_8
          ? format.withEncoding(EncodingGuess.ofRest(beginning, bytes))
          : format;
    }
  }

  /// @param likely how values are written, as far as that is known, and else as is likely
  /// @param unsure what could as well be something else; empty: all is certain
  /// @param delimiterLine the file's first line, if it only says what the delimiter is
  record Recognised(
      CsvFormat format, Notation likely, List<Unsure> unsure, Optional<String> delimiterLine) {}

  static Recognised of(byte[] beginning, boolean whole, FormatWishes wishes)
      throws UnreadableFileException {
    BinaryFiles.refuse(beginning);
    EncodingGuess encoding = encoding(beginning, whole, wishes);
    String all = encoding.text(beginning);
    Optional<DelimiterLine> said = DelimiterLine.of(all);
    String rest = said.map(line -> all.substring(line.text().length())).orElse(all);
    String text = wishes.skipRows().map(lines -> withoutLines(rest, lines)).orElse(rest);
    if (text.isBlank()) {
      throw UnreadableFileException.empty();
    }
    LayoutGuess layout = LayoutGuess.of(text, whole, known(wishes, said));
    if (layout.quote() == Quote.NONE && wishes.quote().isEmpty()) {
      refuseUnclosed(text, layout.delimiter());
    }
    int titles =
        wishes.skipRows().isPresent() || wishes.header().equals(Optional.of(false))
            ? 0
            : TitleRows.count(layout.rows());
    HeaderGuess header =
        wishes.header().isPresent()
            ? new HeaderGuess(wishes.header().get(), true)
            : HeaderGuess.of(layout.rows().subList(titles, layout.rows().size()));
    int skipped =
        titles == 0 ? wishes.skipRows().orElse(0) : Math.toIntExact(layout.lines().get(titles) - 1);
    CsvFormat format =
        new CsvFormat(
            encoding.encoding(),
            layout.delimiter(),
            layout.quote(),
            header.header(),
            Math.min(skipped, CsvFormat.SKIP_ROWS_MAX),
            wishes.notation());
    NotationGuess notation = notation(beginning, whole, format);
    List<Unsure> unsure = new ArrayList<>(unsure(encoding, layout, header));
    unsure.addAll(notation.unsure());
    return new Recognised(
        format.withNotation(notation.notation()),
        notation.likely(),
        unsure,
        said.map(DelimiterLine::text));
  }

  private static NotationGuess notation(byte[] beginning, boolean whole, CsvFormat format)
      throws UnreadableFileException {
    try (CsvRows rows = CsvRows.open(new ByteArrayInputStream(beginning), format, whole)) {
      return NotationGuess.of(rows, whole, format.delimiter(), format.notation());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static List<Unsure> unsure(
      EncodingGuess encoding, LayoutGuess layout, HeaderGuess header) {
    List<Unsure> unsure = new ArrayList<>();
    if (!encoding.certain()) {
      unsure.add(
          new Unsure(
              "encoding",
              Optional.of(encoding.encoding().code()),
              "Its bytes could be of another encoding, too."));
    }
    if (!layout.certain()) {
      unsure.add(
          new Unsure(
              "delimiter",
              Optional.of(layout.delimiter().code()),
              "Something else could stand between its cells, too."));
    }
    if (!header.certain()) {
      unsure.add(
          new Unsure(
              "header",
              Optional.of(String.valueOf(header.header())),
              "Its first row looks like names of columns as much as like values."));
    }
    return unsure;
  }

  /// A text whose first lines are empty.
  private static String withoutLines(String text, int lines) {
    int at = 0;
    for (int left = lines; left > 0 && at < text.length(); left--) {
      while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
        at++;
      }
      at += text.startsWith("\r\n", at) ? 2 : 1;
    }
    return "\n".repeat(lines) + text.substring(Math.min(at, text.length()));
  }

  private static FormatWishes known(FormatWishes wishes, Optional<DelimiterLine> said) {
    return said.isPresent() && wishes.delimiter().isEmpty()
        ? wishes.withDelimiter(said.get().delimiter())
        : wishes;
  }

  /// Quotes that are always closed would have been quotes. That one is forgotten is likelier than
  /// that it is a value's first character, and the rows behind it would be read wrongly.
  private static void refuseUnclosed(String text, Delimiter delimiter)
      throws UnreadableFileException {
    OptionalLong line =
        UnclosedQuote.line(
            text.substring(0, Math.min(text.length(), LayoutGuess.CHARACTERS_MAX)),
            delimiter.character(),
            Quote.DOUBLE.character());
    if (line.isPresent()) {
      throw UnclosedQuote.refused(line.getAsLong());
    }
  }

  private static EncodingGuess encoding(byte[] beginning, boolean whole, FormatWishes wishes)
      throws UnreadableFileException {
    Encoding wish = wishes.encoding().orElse(null);
    if (wish == Encoding.UTF_16LE || wish == Encoding.UTF_16BE) {
      return new EncodingGuess(wish, true);
    }
    // Whatever is wished for, a binary file is refused.
    EncodingGuess guess = EncodingGuess.of(beginning, whole);
    return wish == null ? guess : new EncodingGuess(wish, true);
  }
}
