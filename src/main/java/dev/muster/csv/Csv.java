package dev.muster.csv;

/// Rows of a CSV file (RFC 4180), harmless to spreadsheets. For use by one thread.
public final class Csv {

  private static final String FORMULA_BEGINNINGS = "=+-@\t\r\n";

  /// What a file for spreadsheets begins with: without it they take UTF-8 for something else.
  public static final String BYTE_ORDER_MARK = "\ufeff";

  private final char delimiter;
  private final StringBuilder rows = new StringBuilder();
  private boolean started;

  /// Rows with commas between cells.
  public Csv() {
    this(',');
  }

  /// @param delimiter what stands between cells; no quote and no line break
  public Csv(char delimiter) {
    this.delimiter = delimiter;
  }

  /// A text. Where a spreadsheet could take it for a formula, an apostrophe goes before it (OWASP,
  /// CSV Injection); [#unquoted] takes it off again.
  public void text(String text) {
    cell(isFormula(text) ? "'" + text : text);
  }

  /// A number, which is none of these whatever it begins with.
  public void number(String number) {
    cell(number);
  }

  /// Nothing.
  public void empty() {
    cell("");
  }

  /// The text that [#text] was given, from what it wrote.
  public static String unquoted(String written) {
    return !written.isEmpty() && written.charAt(0) == '\'' && isFormula(written)
        ? written.substring(1)
        : written;
  }

  /// Whether it begins like a formula; apostrophes before that are passed over, so that those that
  /// are written can be told from those that were there.
  private static boolean isFormula(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == '\'') {
      at++;
    }
    return at < text.length() && FORMULA_BEGINNINGS.indexOf(text.charAt(at)) >= 0;
  }

  private void cell(String cell) {
    if (started) {
      rows.append(delimiter);
    }
    started = true;
    if (cell.chars()
        .anyMatch(one -> one == delimiter || one == '"' || one == '\n' || one == '\r')) {
      rows.append('"').append(cell.replace("\"", "\"\"")).append('"');
    } else {
      rows.append(cell);
    }
  }

  /// Ends a row.
  public void end() {
    rows.append("\r\n");
    started = false;
  }

  /// How many characters there are.
  public int length() {
    return rows.length();
  }

  /// Gives away what there is.
  public String take() {
    String text = rows.toString();
    rows.setLength(0);
    return text;
  }
}
