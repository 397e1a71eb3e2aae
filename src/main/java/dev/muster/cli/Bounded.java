package dev.muster.cli;

import java.util.function.Function;

/// A reader that takes what lies between two limits, both among them, and nothing else. The help
/// and the page for operators say the limits as they are here.
///
/// @param reader throws `IllegalArgumentException` beyond a limit
/// @param least as it would be written
/// @param most as it would be written
record Bounded<T>(Function<String, T> reader, String least, String most)
    implements Function<String, T> {

  @Override
  public T apply(String text) {
    return reader.apply(text);
  }

  /// A sentence.
  String words() {
    return "From " + least + " to " + most + ".";
  }
}
