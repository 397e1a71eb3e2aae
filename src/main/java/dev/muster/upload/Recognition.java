package dev.muster.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
          ? new CsvFormat(
              EncodingGuess.ofRest(beginning, bytes),
              format.delimiter(),
              format.quote(),
              format.header())
          : format;
    }
  }

  /// @param certain whether nothing else would have been nearly as likely
  /// @param delimiterLine the file's first line, if it only says what the delimiter is
  record Recognised(CsvFormat format, boolean certain, Optional<String> delimiterLine) {}

  static Recognised of(byte[] beginning, boolean whole, FormatWishes wishes)
      throws UnreadableFileException {
    BinaryFiles.refuse(beginning);
    EncodingGuess encoding = encoding(beginning, whole, wishes);
    String all = encoding.text(beginning);
    Optional<DelimiterLine> said = DelimiterLine.of(all);
    String text = said.map(line -> all.substring(line.text().length())).orElse(all);
    if (text.isBlank()) {
      throw UnreadableFileException.empty();
    }
    LayoutGuess layout = LayoutGuess.of(text, whole, known(wishes, said));
    if (layout.quote() == Quote.NONE && wishes.quote().isEmpty()) {
      refuseUnclosed(text, layout.delimiter());
    }
    HeaderGuess header =
        wishes.header().isPresent()
            ? new HeaderGuess(wishes.header().get(), true)
            : HeaderGuess.of(layout.rows());
    return new Recognised(
        new CsvFormat(encoding.encoding(), layout.delimiter(), layout.quote(), header.header()),
        encoding.certain() && layout.certain() && header.certain(),
        said.map(DelimiterLine::text));
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
