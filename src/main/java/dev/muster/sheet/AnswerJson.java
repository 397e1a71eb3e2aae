package dev.muster.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.sheet.Table.Cell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Reads what views of Insights answer.
final class AnswerJson {

  private AnswerJson() {}

  /// @return 0 where there is no number
  static double number(JsonNode holder, String name) {
    return holder.path(name).asDouble();
  }

  /// @return NaN for each that is no number
  static List<Double> numbers(JsonNode values) {
    List<Double> numbers = new ArrayList<>();
    values.forEach(one -> numbers.add(one.isNumber() ? one.doubleValue() : Double.NaN));
    return numbers;
  }

  /// @param value NaN for none
  static Cell cell(double value) {
    return Double.isNaN(value) ? new Cell.Empty() : Cell.of(value);
  }

  static Cell cell(JsonNode value) {
    return value.isNumber() ? Cell.of(value.doubleValue()) : new Cell.Empty();
  }

  static LocalDate date(JsonNode days, String name) {
    return LocalDate.parse(days.path(name).asText());
  }

  /// Its first and its last day, in words.
  static String period(JsonNode period) {
    return DayWords.range(date(period, "from"), date(period, "to"));
  }

  static String capital(String word) {
    return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
