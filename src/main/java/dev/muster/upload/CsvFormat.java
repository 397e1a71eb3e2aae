package dev.muster.upload;

/// How a CSV file is written.
///
/// @param header whether its first row has the names of the columns
public record CsvFormat(Encoding encoding, Delimiter delimiter, Quote quote, boolean header) {}
