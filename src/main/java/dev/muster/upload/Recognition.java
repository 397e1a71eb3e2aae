package dev.muster.upload;

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

  /// @param certain whether nothing else would have been nearly as likely
  record Recognised(CsvFormat format, boolean certain) {}

  static Recognised of(byte[] beginning, boolean whole, FormatWishes wishes)
      throws UnreadableFileException {
    BinaryFiles.refuse(beginning);
    EncodingGuess encoding =
        wishes.encoding().isPresent()
            ? new EncodingGuess(wishes.encoding().get(), true)
            : EncodingGuess.of(beginning, whole);
    String text = encoding.text(beginning);
    if (text.isBlank()) {
      throw UnreadableFileException.unreadable(
          "The file is empty. A CSV file has a row for each user, and usually one before them with"
              + " the names of the columns.");
    }
    LayoutGuess layout = LayoutGuess.of(text, whole, wishes);
    HeaderGuess header =
        wishes.header().isPresent()
            ? new HeaderGuess(wishes.header().get(), true)
            : HeaderGuess.of(layout.rows());
    return new Recognised(
        new CsvFormat(encoding.encoding(), layout.delimiter(), layout.quote(), header.header()),
        encoding.certain() && layout.certain() && header.certain());
  }
}
