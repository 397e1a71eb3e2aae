package dev.muster.insights;

import java.util.List;

/// Where the cells of a table of users go, row by row.
///
/// @param <E> what may stop it
interface UserCells<E extends Exception> {

  /// No value.
  void missing();

  /// A text.
  void text(String text);

  /// A number.
  void number(double number);

  /// A whole number.
  void whole(long number);

  /// True or false.
  void truth(boolean value);

  /// A moment.
  void instant(long epochMillis);

  /// A list of texts.
  void texts(List<String> texts);

  /// Ends a row.
  void endRow() throws E;

  /// Ends the table.
  void finish() throws E;
}
