package dev.muster.csv;

import java.math.BigDecimal;

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

  /// A number, which is no formula whatever it begins with.
  ///
  /// @param number finite
  public void number(double number) {
    cell(written(number));
  }

  /// A number without an exponent, and without digits that it does not have: `1200000`, `-0.5`.
  ///
  /// @param number finite
  public static String written(double number) {
    BigDecimal exact = BigDecimal.valueOf(number);
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }

  /// A whole number.
  public void number(long number) {
    cell(Long.toString(number));
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
