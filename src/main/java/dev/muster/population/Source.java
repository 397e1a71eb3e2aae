package dev.muster.population;

import dev.muster.population.AttributeColumn.Content;
import org.jspecify.annotations.Nullable;

/// Where the values of a field are kept.
sealed interface Source {

  /// As codes of a dictionary.
  record Coded(DictionaryColumn<?> column) implements Source {}

  /// As whole numbers.
  record Longs(LongColumn column) implements Source {}

  /// As numbers.
  record Numbers(NumberColumn column) implements Source {}

  /// Nowhere: an attribute that there is not, or not any more.
  record Nothing() implements Source {}

  static Source of(@Nullable Content content) {
    return switch (content) {
      case null -> new Nothing();
      case Content.Texts(var column) -> new Coded(column);
      case Content.Lists(var column) -> new Coded(column);
      case Content.Longs(var column) -> new Longs(column);
      case Content.Numbers(var column) -> new Numbers(column);
    };
  }
}
