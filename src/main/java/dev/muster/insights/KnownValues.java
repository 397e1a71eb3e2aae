package dev.muster.insights;

import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.csv.Csv;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/// The values that a field has among users, for those who look for one.
///
/// @param known how many different values there are; empty if there are more different numbers or
///   dates than [Tally#DISTINCT_MAX], of which none are listed then
/// @param values the most frequent first; as frequent ones in their order
/// @param least of numbers and dates, where there are some
/// @param greatest of numbers and dates, where there are some
/// @param missing users without a value
public record KnownValues(
    OptionalLong known,
    List<Counted> values,
    Optional<AttributeValue> least,
    Optional<AttributeValue> greatest,
    long missing) {

  /// A value that some users have.
  public record Counted(AttributeValue value, long users) {}

  /// Copies the list.
  public KnownValues {
    values = List.copyOf(values);
  }

  /// Finds them.
  ///
  /// @param field an attribute, or a field of `user.` but the identifier
  /// @param asOf of when it is
  /// @param contained only values whose text contains this, in any case; maybe empty
  /// @param limit how many are listed at most
  public static KnownValues of(
      Population population,
      Operand field,
      AsOf asOf,
      Selection among,
      String contained,
      int limit) {
    Tally tally = population.tally(field, asOf);
    return switch (field.type()) {
      case STRING -> ofTexts(TextCounts.ofTexts(tally, among), contained, limit);
      case STRINGS -> ofTexts(TextCounts.ofLists(tally, among), contained, limit);
      case BOOLEAN ->
          ofNumbers(
              tally,
              among,
              false,
              number -> new AttributeValue.Bool(number != 0),
              value -> matches(value, contained),
              limit);
      case NUMBER ->
          ofNumbers(
              tally,
              among,
              true,
              AttributeValue.Numeric::new,
              value -> matches(value, contained),
              limit);
      case DATE ->
          ofNumbers(
              tally,
              among,
              true,
              number -> new AttributeValue.Date((long) number),
              value -> matches(value, contained),
              limit);
    };
  }

  private static KnownValues ofTexts(TextCounts counts, String contained, int limit) {
    return new KnownValues(
        OptionalLong.of(counts.known()),
        counts.top(limit, text -> contains(text, contained)).stream()
            .map(one -> new Counted(new AttributeValue.Text(one.text()), one.users()))
            .toList(),
        Optional.empty(),
        Optional.empty(),
        counts.missing());
  }

  private static KnownValues ofNumbers(
      Tally tally,
      Selection among,
      boolean ranged,
      DoubleFunction<AttributeValue> value,
      Function<AttributeValue, Boolean> test,
      int limit) {
    Optional<Tally.Distinct> distinct = tally.distinct(among);
    if (distinct.isEmpty()) {
      Tally.Range range = tally.range(among);
      boolean some = range.users() > 0;
      return new KnownValues(
          OptionalLong.empty(),
          List.of(),
          some ? Optional.of(value.apply(range.least())) : Optional.empty(),
          some ? Optional.of(value.apply(range.greatest())) : Optional.empty(),
          among.count() - range.users());
    }
    double[] numbers = distinct.get().numbers();
    int[] users = distinct.get().users();
    List<Counted> found = new ArrayList<>();
    long valued = 0;
    for (int i = 0; i < numbers.length; i++) {
      valued += users[i];
      Counted one = new Counted(value.apply(numbers[i]), users[i]);
      if (test.apply(one.value)) {
        found.add(one);
      }
    }
    // Stable, so that as frequent ones stay in the order of the numbers.
    found.sort(Comparator.comparingLong(Counted::users).reversed());
    boolean bounded = ranged && numbers.length > 0;
    return new KnownValues(
        OptionalLong.of(numbers.length),
        found.subList(0, Math.min(limit, found.size())),
        bounded ? Optional.of(value.apply(numbers[0])) : Optional.empty(),
        bounded ? Optional.of(value.apply(numbers[numbers.length - 1])) : Optional.empty(),
        among.count() - valued);
  }

  private static boolean matches(AttributeValue value, String contained) {
    return contained.isEmpty() || contains(text(value), contained);
  }

  /// A value as people write it, and as it stands in files.
  private static String text(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(String text) -> text;
      case AttributeValue.Numeric(double number) -> Csv.written(number);
      case AttributeValue.Bool(boolean bool) -> Boolean.toString(bool);
      case AttributeValue.Date(long millis) -> Instant.ofEpochMilli(millis).toString();
      case AttributeValue.Texts(List<String> texts) -> texts.toString();
    };
  }

  /// In any case, character by character.
  private static boolean contains(String text, String contained) {
    int last = text.length() - contained.length();
    for (int at = 0; at <= last; at++) {
      if (text.regionMatches(true, at, contained, 0, contained.length())) {
        return true;
      }
    }
    return false;
  }
}
