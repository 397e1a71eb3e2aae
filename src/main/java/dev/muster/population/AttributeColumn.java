package dev.muster.population;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The column of one attribute: its values, when each was last set, to the second, and where
/// senders say so, when what set or cleared it happened.
final class AttributeColumn {

  private final Attribute attribute;
  private final Content content;
  private final LongColumn updatedSeconds;
  private final LongColumn happenedMillis;

  /// What the values are kept in, by the type.
  sealed interface Content {
    /// Dates in epoch milliseconds; booleans as 0 and 1.
    record Longs(LongColumn column) implements Content {}

    /// Numbers.
    record Numbers(NumberColumn column) implements Content {}

    /// Strings.
    record Texts(DictionaryColumn<String> column) implements Content {}

    /// Lists of strings.
    record Lists(DictionaryColumn<List<String>> column) implements Content {}
  }

  AttributeColumn(Attribute attribute, int blockRows) {
    this.attribute = attribute;
    this.updatedSeconds = new LongColumn(blockRows, 1);
    this.happenedMillis = new LongColumn(blockRows, 1_000);
    this.content =
        switch (attribute.type()) {
          case STRING -> new Content.Texts(new DictionaryColumn<>(blockRows));
          case STRINGS -> new Content.Lists(new DictionaryColumn<>(blockRows));
          case NUMBER -> new Content.Numbers(new NumberColumn(blockRows));
          case BOOLEAN -> new Content.Longs(new LongColumn(blockRows, 1));
          case DATE -> new Content.Longs(new LongColumn(blockRows, Population.DAY_MILLIS));
        };
  }

  Attribute attribute() {
    return attribute;
  }

  Content content() {
    return content;
  }

  LongColumn updatedSeconds() {
    return updatedSeconds;
  }

  /// Also of those whose value was cleared: what was cleared later is not set by what happened
  /// before.
  LongColumn happenedMillis() {
    return happenedMillis;
  }

  /// The value of a user, or null where there is none.
  @Nullable AttributeValue get(int ordinal) {
    return switch (content) {
      case Content.Longs(LongColumn column) -> {
        long value = column.get(ordinal);
        yield value == Cells.MISSING ? null : ofLong(value);
      }
      case Content.Numbers(NumberColumn column) -> {
        double value = column.get(ordinal);
        yield Double.isNaN(value) ? null : new AttributeValue.Numeric(value);
      }
      case Content.Texts(DictionaryColumn<String> column) -> {
        String value = column.get(ordinal);
        yield value == null ? null : new AttributeValue.Text(value);
      }
      case Content.Lists(DictionaryColumn<List<String>> column) -> {
        List<String> value = column.get(ordinal);
        yield value == null ? null : new AttributeValue.Texts(value);
      }
    };
  }

  private AttributeValue ofLong(long value) {
    return switch (attribute.type()) {
      case DATE -> new AttributeValue.Date(value);
      case BOOLEAN -> new AttributeValue.Bool(value != 0);
      case STRING, NUMBER, STRINGS ->
          throw new IllegalStateException("not kept as a whole number: " + attribute.type());
    };
  }

  boolean has(int ordinal) {
    return switch (content) {
      case Content.Longs(LongColumn column) -> column.get(ordinal) != Cells.MISSING;
      case Content.Numbers(NumberColumn column) -> !Double.isNaN(column.get(ordinal));
      case Content.Texts(DictionaryColumn<String> column) ->
          column.current().codes().get(ordinal) != Cells.MISSING;
      case Content.Lists(DictionaryColumn<List<String>> column) ->
          column.current().codes().get(ordinal) != Cells.MISSING;
    };
  }

  /// @throws IllegalArgumentException if the value is of another type
  void put(int ordinal, AttributeValue value, long atMillis) {
    switch (value) {
      case AttributeValue.Date(long millis) when content instanceof Content.Longs(var column) ->
          column.put(ordinal, millis);
      case AttributeValue.Bool(boolean bool) when content instanceof Content.Longs(var column) ->
          column.put(ordinal, bool ? 1 : 0);
      case AttributeValue.Numeric(double number)
          when content instanceof Content.Numbers(var column) ->
          column.put(ordinal, number);
      case AttributeValue.Text(String text) when content instanceof Content.Texts(var column) ->
          column.put(ordinal, text);
      case AttributeValue.Texts(List<String> list)
          when content instanceof Content.Lists(var column) ->
          column.put(ordinal, list);
      default ->
          throw new IllegalArgumentException(
              attribute.field() + " is a " + attribute.type() + ", not a " + value.type());
    }
    updatedSeconds.put(ordinal, Math.floorDiv(atMillis, 1000L));
  }

  void clear(int ordinal) {
    switch (content) {
      case Content.Longs(LongColumn column) -> column.clear(ordinal);
      case Content.Numbers(NumberColumn column) -> column.clear(ordinal);
      case Content.Texts(DictionaryColumn<String> column) -> column.clear(ordinal);
      case Content.Lists(DictionaryColumn<List<String>> column) -> column.clear(ordinal);
    }
    updatedSeconds.clear(ordinal);
  }

  /// Leaves nothing of a user.
  void erase(int ordinal) {
    clear(ordinal);
    happenedMillis.clear(ordinal);
  }

  void tidy(int users) {
    switch (content) {
      case Content.Texts(DictionaryColumn<String> column) -> column.tidy(users);
      case Content.Lists(DictionaryColumn<List<String>> column) -> column.tidy(users);
      case Content.Longs _, Content.Numbers _ -> {}
    }
  }

  long memory() {
    long values =
        switch (content) {
          case Content.Longs(LongColumn column) -> column.memory();
          case Content.Numbers(NumberColumn column) -> column.memory();
          case Content.Texts(DictionaryColumn<String> column) -> column.memory();
          case Content.Lists(DictionaryColumn<List<String>> column) -> column.memory();
        };
    return values + updatedSeconds.memory() + happenedMillis.memory();
  }
}
