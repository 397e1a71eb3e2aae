package dev.muster.insights;

import dev.muster.csv.Csv;
import dev.muster.insights.UserTable.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Users as CSV. Texts that a spreadsheet could take for formulas are made harmless, lists are
/// JSON.
///
/// @param <E> what may stop it
final class CsvCells<E extends Exception> implements UserCells<E> {

  private static final int PIECE_CHARACTERS = 1 << 15;

  private final Csv csv = new Csv();
  private final Sink<E> sink;

  CsvCells(List<String> columns, Sink<E> sink) {
    this.sink = sink;
    columns.forEach(csv::text);
    csv.end();
  }

  @Override
  public void missing() {
    csv.empty();
  }

  @Override
  public void text(String text) {
    csv.text(text);
  }

  @Override
  public void number(double number) {
    csv.number(number);
  }

  @Override
  public void whole(long number) {
    csv.number(number);
  }

  @Override
  public void truth(boolean value) {
    csv.text(Boolean.toString(value));
  }

  @Override
  public void instant(long epochMillis) {
    csv.text(Instant.ofEpochMilli(epochMillis).toString());
  }

  @Override
  public void texts(List<String> texts) {
    csv.text(json(texts));
  }

  @Override
  public void endRow() throws E {
    csv.end();
    if (csv.length() >= PIECE_CHARACTERS) {
      flush();
    }
  }

  @Override
  public void finish() throws E {
    flush();
  }

  private void flush() throws E {
    sink.take(csv.take().getBytes(StandardCharsets.UTF_8));
  }

  /// A list as JSON: texts may have any separator in them.
  private static String json(List<String> texts) {
    StringBuilder json = new StringBuilder("[");
    for (String text : texts) {
      json.append(json.length() == 1 ? "\"" : ",\"");
      for (int i = 0; i < text.length(); i++) {
        char one = text.charAt(i);
        if (one == '"' || one == '\\') {
          json.append('\\').append(one);
        } else if (one < ' ') {
          json.append("\\u%04x".formatted((int) one));
        } else {
          json.append(one);
        }
      }
      json.append('"');
    }
    return json.append(']').toString();
  }
}
