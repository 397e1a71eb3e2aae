package dev.muster.mailing;

import dev.muster.catalog.Mailing;
import dev.muster.catalog.Rhythm;
import dev.muster.catalog.Subject;
import dev.muster.catalog.SystemDefinition;
import dev.muster.csv.Csv;
import dev.muster.sheet.Figures;
import dev.muster.sheet.Picture;
import dev.muster.sheet.Table;
import dev.muster.sheet.Table.Cell;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a mailing reads.
final class Letter {

  /// More rows of a report are not in the mail itself.
  private static final int ROWS_MAX = 50;

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);

  private static final String FONT = "font-family:Arial,Helvetica,sans-serif";
  private static final String CELL = "padding:4px 10px;border-bottom:1px solid #dee2e6;";

  private final SystemDefinition system;
  private final Mailing mailing;
  private final List<Shown> reports;
  private final Instant at;
  private final Optional<String> address;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private final List<Mail.File> files = new ArrayList<>();

  /// @param reports what it shows
  /// @param at when they were run
  /// @param publicUrl where people reach this server, if it is known
  Letter(
      SystemDefinition system,
      Mailing mailing,
      List<Shown> reports,
      Instant at,
      Optional<URI> publicUrl) {
    this.system = system;
    this.mailing = mailing;
    this.reports = reports;
    this.at = at;
    this.address = publicUrl.map(this::address);
  }

  private String address(URI publicUrl) {
    Subject subject = mailing.content().subject();
    // Those of a dashboard may be about several; it can be looked at in any.
    String environment =
        reports.isEmpty()
            ? system.environments().getFirst().key()
            : reports.getFirst().environment();
    return publicUrl.toString().replaceAll("/+$", "")
        + "/systems/"
        + system.key()
        + "/"
        + environment
        + "/insights/reports/"
        + subject.kind().code()
        + "/"
        + subject.key();
  }

  /// @param id [Mail#id]
  Mail mail(String id) {
    ZoneId zone = system.timeZone();
    String when = MOMENT.format(at.atZone(zone)) + " (" + zone.getId() + ")";
    String name = mailing.content().name();
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(name))
        .append("</title></head><body style=\"margin:0;padding:16px;color:#1a1b1e;")
        .append(FONT)
        .append("\"><h1 style=\"font-size:20px;margin:0\">")
        .append(escaped(name))
        .append("</h1><p style=\"color:#5c636b;font-size:13px\">")
        .append(escaped(system.name() + " · " + when))
        .append("</p>");
    text.append(name).append('\n').append(system.name()).append(" · ").append(when).append('\n');
    reports.forEach(this::report);
    String foot =
        "Muster sends this %s; %s set it up. If you do not want it any more, tell them, or whoever looks after Muster with you: they take your address out, or delete the mailing “%s”."
            .formatted(every(), mailing.createdBy(), name);
    text.append('\n').append(foot).append('\n');
    html.append("<p style=\"color:#5c636b;font-size:12px;margin-top:24px\">").append(escaped(foot));
    address.ifPresent(url -> {
      text.append("Open it in Muster: ").append(url).append('\n');
      html.append(" <a href=\"").append(escaped(url)).append("\">Open it in Muster</a>");
    });
    html.append("</p></body></html>");
    return new Mail(
        id, name, mailing.content().recipients(), text.toString(), html.toString(), files);
  }

  private String every() {
    return switch (mailing.content().rhythm()) {
      case Rhythm.Daily _ -> "every day";
      case Rhythm.Weekly _ -> "every week";
      case Rhythm.Monthly _ -> "every month";
    };
  }

  private void report(Shown report) {
    boolean isOnlyOne = reports.size() == 1 && report.name().equals(mailing.content().name());
    if (!isOnlyOne) {
      text.append('\n').append(report.name()).append('\n');
      text.append("-".repeat(Math.min(70, report.name().length()))).append('\n');
      html.append("<h2 style=\"font-size:16px;margin:24px 0 4px\">")
          .append(escaped(report.name()))
          .append("</h2>");
    }
    if (!report.description().isEmpty()) {
      line(report.description());
    }
    switch (report.content()) {
      case Shown.Content.Problem(String why) -> line("It could not be run. " + why);
      case Shown.Content.Figures(var sheet) -> {
        if (!sheet.about().isEmpty()) {
          line(sheet.about());
        }
        if (mailing.content().hasPicture()) {
          picture(report, Picture.png(report.name(), sheet));
        }
        table(sheet.table());
        if (mailing.content().hasCsv()) {
          files.add(
              new Mail.File(
                  report.key() + ".csv",
                  "text/csv; charset=utf-8",
                  (Csv.BYTE_ORDER_MARK + sheet.csv()).getBytes(StandardCharsets.UTF_8),
                  false));
        }
      }
    }
  }

  private void line(String said) {
    text.append(said).append('\n');
    html.append("<p style=\"font-size:13px;margin:4px 0\">").append(escaped(said)).append("</p>");
  }

  private void picture(Shown report, byte[] png) {
    String name = report.key() + ".png";
    files.add(new Mail.File(name, "image/png", png, true));
    html.append("<p><img src=\"cid:")
        .append(name)
        .append("\" width=\"")
        .append(Picture.WIDTH)
        .append("\" style=\"max-width:100%;height:auto\" alt=\"")
        .append(escaped("Chart of " + report.name() + "; the table below has its figures"))
        .append("\"></p>");
  }

  private void table(Table table) {
    html.append("<table style=\"border-collapse:collapse;font-size:13px\"><thead><tr>");
    for (int i = 0; i < table.columns().size(); i++) {
      cell("th", "col", i == 0 ? "left" : "right", table.columns().get(i));
    }
    html.append("</tr></thead><tbody>");
    List<List<Cell>> rows = table.rows().subList(0, Math.min(ROWS_MAX, table.rows().size()));
    for (List<Cell> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        boolean isLeft =
            i == 0 || row.get(i) instanceof Cell.Text || row.get(i) instanceof Cell.Day;
        cell(i == 0 ? "th" : "td", "row", isLeft ? "left" : "right", words(row.get(i)));
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
    plain(table.columns(), rows);
    int left = table.rows().size() - rows.size();
    if (left > 0) {
      line(
          "And %,d more rows%s."
              .formatted(left, mailing.content().hasCsv() ? ", in the attached file" : ""));
    }
  }

  /// @param scope of what a `th` is the head
  private void cell(String tag, String scope, String align, String said) {
    html.append('<')
        .append(tag)
        .append(tag.equals("th") ? " scope=\"" + scope + "\"" : "")
        .append(" style=\"")
        .append(CELL)
        .append("text-align:")
        .append(align)
        .append(tag.equals("th") ? ";font-weight:600" : "")
        .append("\">")
        .append(escaped(said))
        .append("</")
        .append(tag)
        .append('>');
  }

  /// As columns below each other, for text of one width.
  private void plain(List<String> columns, List<List<Cell>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(columns);
    rows.forEach(row -> all.add(row.stream().map(Letter::words).toList()));
    int[] widths = new int[columns.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.min(40, row.get(i).length()));
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(Math.max(0, widths[i] - row.get(i).length()));
        line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static String words(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> text;
      case Cell.Figure(double value) -> Figures.words(value);
      case Cell.Day(var day) -> Figures.words(day);
      case Cell.Empty() -> "";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
