package dev.muster.bench;

import java.util.ArrayList;
import java.util.List;

/// Prints figures as a table that reads well in a terminal and in Markdown.
final class Table {
  private final List<String[]> rows = new ArrayList<>();

  Table(List<Figure> figures) {
    rows.add(new String[] {"what", "measured", "target", ""});
    for (Figure figure : figures) {
      rows.add(
          new String[] {
            figure.what(), figure.measured(), figure.target(), figure.verdict().words()
          });
    }
  }

  String text() {
    int[] widths = new int[4];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      line(text, rows.get(i), widths, ' ');
      if (i == 0) {
        line(text, new String[] {"", "", "", ""}, widths, '-');
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String[] row, int[] widths, char filler) {
    for (int i = 0; i < row.length; i++) {
      text.append(i == 0 ? "| " : " | ").append(row[i]);
      text.repeat(filler, widths[i] - row[i].length());
    }
    text.append(" |\n");
  }
}
