package dev.muster.upload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Files that are something else than text, by how they begin; and what to do about it.
final class BinaryFiles {

  private static final String SAVE =
      " In Excel choose Save As and CSV UTF-8, in Google Sheets Download and"
          + " Comma-separated values, in LibreOffice Save As and Text CSV.";
  private static final String UNPACK = " Unpack it and upload the CSV file that is in it.";
  private static final String EXPORT = " Export what it shows as CSV, and upload that.";

  /// @param beginning its first bytes, as ISO 8859-1
  private record Kind(String beginning, String detail) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("\u00d0\u00cf\u0011\u00e0", "This is an old Excel workbook (.xls)." + SAVE),
          new Kind("\u001f\u008b", "This is a gzip file." + UNPACK),
          new Kind("BZh91AY&SY", "This is a bzip2 file." + UNPACK),
          new Kind("7z\u00bc\u00af'\u001c", "This is a 7-Zip archive." + UNPACK),
          new Kind("\u00fd7zXZ\u0000", "This is an xz file." + UNPACK),
          new Kind("(\u00b5/\u00fd", "This is a Zstandard file." + UNPACK),
          new Kind("Rar!\u001a", "This is a RAR archive." + UNPACK),
          new Kind("%PDF-", "This is a PDF." + EXPORT),
          new Kind("\u0089PNG", "This is a picture (PNG)." + EXPORT),
          new Kind("\u00ff\u00d8\u00ff", "This is a picture (JPEG)." + EXPORT),
          new Kind("GIF87a", "This is a picture (GIF)." + EXPORT),
          new Kind("GIF89a", "This is a picture (GIF)." + EXPORT),
          new Kind("{\\rtf", "This is a text document (RTF)." + EXPORT),
          new Kind("PAR1\u0015", "This is a Parquet file." + EXPORT),
          new Kind("SQLite format 3\u0000", "This is an SQLite database." + EXPORT),
          new Kind("\u00ff\u00fe\u0000\u0000", "This text is UTF-32. Save it as UTF-8."),
          new Kind("\u0000\u0000\u00fe\u00ff", "This text is UTF-32. Save it as UTF-8."));

  private BinaryFiles() {}

  /// Refuses a file that is known not to be CSV.
  static void refuse(byte[] beginning) throws UnreadableFileException {
    String bytes = new String(beginning, StandardCharsets.ISO_8859_1);
    if (bytes.startsWith("PK\u0003\u0004") || bytes.startsWith("PK\u0005\u0006")) {
      throw notCsv(zip(bytes));
    }
    for (Kind kind : KINDS) {
      if (bytes.startsWith(kind.beginning)) {
        throw notCsv(kind.detail);
      }
    }
    refuseMarkup(bytes);
  }

  /// A binary file of a kind that is not known.
  static UnreadableFileException unknown() {
    return notCsv(
        "This is not a text file. Upload a CSV file: a row for each user, in UTF-8 with commas"
            + " between the values.");
  }

  private static UnreadableFileException notCsv(String detail) {
    return new UnreadableFileException(FileFlaw.NOT_CSV, detail);
  }

  private static String zip(String bytes) {
    if (bytes.contains("application/vnd.oasis.opendocument.spreadsheet")) {
      return "This is a spreadsheet (.ods)." + SAVE;
    }
    if (bytes.contains("word/document.xml")) {
      return "This is a Word document." + EXPORT;
    }
    if (bytes.contains("xl/") || bytes.contains("[Content_Types].xml")) {
      return "This is an Excel workbook (.xlsx)." + SAVE;
    }
    return bytes.contains("Index/") && bytes.contains(".iwa")
        ? "This is a Numbers spreadsheet. In Numbers choose Export To and CSV."
        : "This is a zip archive." + UNPACK;
  }

  /// Texts that are not made of rows.
  private static void refuseMarkup(String bytes) throws UnreadableFileException {
    String text = bytes.startsWith("\u00ef\u00bb\u00bf") ? bytes.substring(3) : bytes;
    int from = 0;
    while (from < text.length() && text.charAt(from) <= ' ' && text.charAt(from) != 0) {
      from++;
    }
    String start =
        text.substring(from, Math.min(text.length(), from + 200)).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      throw notCsv(
          "This is a web page, as some tools write it and call it a spreadsheet; or a page that"
              + " asks for a sign-in was saved in place of the file. Export as CSV.");
    }
    if (start.startsWith("<?xml")) {
      throw notCsv("This is an XML file." + EXPORT);
    }
    if (start.matches("(?s)(\\[\\s*)?\\{\\s*(\"[^\"]*\"\\s*:|}).*")) {
      throw notCsv(
          "This is JSON. Export as CSV, or send it to the endpoint of an integration of kind API.");
    }
  }
}
