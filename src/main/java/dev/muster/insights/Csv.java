package dev.muster.insights;

/// Rows of a CSV file (RFC 4180), harmless to spreadsheets. For use by one thread.
public final class Csv {

  private final StringBuilder rows = new StringBuilder();
  private boolean started;

  /// A text. Where a spreadsheet could take it for a formula, an apostrophe goes before it (OWASP,
  /// CSV Injection).
  public void text(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    cell(formula ? "'" + text : text);
  }

  /// A number, which is none of these whatever it begins with.
  void number(String number) {
    cell(number);
  }

  /// Nothing.
  void empty() {
    cell("");
  }

  private void cell(String cell) {
    if (started) {
      rows.append(',');
    }
    started = true;
    if (cell.chars().anyMatch(one -> one == ',' || one == '"' || one == '\n' || one == '\r')) {
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
  int length() {
    return rows.length();
  }

  /// Gives away what there is.
  public String take() {
    String text = rows.toString();
    rows.setLength(0);
    return text;
  }
}
