package dev.muster.upload;

/// How a CSV file is written.
///
/// @param header whether its first row has the names of the columns
/// @param skipRows how many lines there are before that row, or the first one, that are none of the
///   table: a title
/// @param notation how its values are written
public record CsvFormat(
    Encoding encoding,
    Delimiter delimiter,
    Quote quote,
    boolean header,
    int skipRows,
    Notation notation) {

  /// The most lines before a table.
  public static final int SKIP_ROWS_MAX = 100;

  /// @throws IllegalArgumentException if there are too many lines before the table
  public CsvFormat {
    if (skipRows < 0 || skipRows > SKIP_ROWS_MAX) {
      throw new IllegalArgumentException("lines before a table: " + skipRows);
    }
  }

  /// One without a title, and of whose values nothing is known.
  CsvFormat(Encoding encoding, Delimiter delimiter, Quote quote, boolean header) {
    this(encoding, delimiter, quote, header, 0, Notation.UNKNOWN);
  }

  CsvFormat withEncoding(Encoding other) {
    return new CsvFormat(other, delimiter, quote, header, skipRows, notation);
  }

  CsvFormat withNotation(Notation other) {
    return new CsvFormat(encoding, delimiter, quote, header, skipRows, other);
  }
}
