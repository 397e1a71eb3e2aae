package dev.muster.insights;

import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.DateRange;
import dev.muster.condition.ListTest;
import dev.muster.condition.Moment;
import dev.muster.condition.NumberTest;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.TextTest;
import dev.muster.insights.Breakdown.Bucket;
import dev.muster.insights.Breakdown.Content;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.Tally;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Users in groups by a field, to count something else of each group: strings, booleans and lists
/// by their most frequent values, numbers by round ranges, dates by stretches of the calendar, and
/// the rest.
///
/// @param field what they are grouped by
/// @param groups those with users, and ranges between such; the rest comes last, where there is
///   one. Of lists a user is in the group of each value
public record Groups(Operand field, List<Group> groups) {

  /// Copies the list.
  public Groups {
    groups = List.copyOf(groups);
  }

  /// What a group has in common.
  public sealed interface Part {
    /// A value or a range.
    record Of(Content content) implements Part {}

    /// A value that no group is for.
    record Other() implements Part {}

    /// No value.
    record Missing() implements Part {}
  }

  /// Some of the users.
  public record Group(Part part, Selection users) {}

  /// Groups users.
  ///
  /// @param field an attribute, or a field of `user.` but the identifier
  /// @param among whom to group
  /// @param limit how many groups at most, without the rest
  /// @param interval of dates; empty: the shortest of which there are no more than the limit, else
  ///   the last months
  public static Groups of(
      Population population,
      Operand field,
      Selection among,
      int limit,
      Optional<Interval> interval,
      AsOf asOf) {
    Optional<Interval> suited =
        interval.or(() -> suited(population.tally(field, asOf).range(among), limit, asOf.zone()));
    Breakdown breakdown =
        new Breakdowns(population, field, among.count(), among, new TreeMap<>(), asOf)
            .by(new Breakdowns.Detail(limit, suited, Math.max(2, limit)));
    List<Bucket> buckets = breakdown.buckets();
    // Of times the last ones are asked for most.
    buckets = buckets.subList(Math.max(0, buckets.size() - limit), buckets.size());
    Selection valued = population.select(new ResolvedCondition.HasValue(field), asOf);
    valued.retain(among);
    Selection missing = among.copy();
    missing.remove(valued);
    List<Group> groups = new ArrayList<>();
    for (Bucket bucket : buckets) {
      Selection users = population.select(test(field, bucket.content()), asOf);
      users.retain(among);
      groups.add(new Group(new Part.Of(bucket.content()), users));
      valued.remove(users);
    }
    if (valued.count() > 0) {
      groups.add(new Group(new Part.Other(), valued));
    }
    if (missing.count() > 0) {
      groups.add(new Group(new Part.Missing(), missing));
    }
    return new Groups(field, groups);
  }

  private static Optional<Interval> suited(Tally.Range range, int limit, ZoneId zone) {
    if (range.users() == 0) {
      return Optional.empty();
    }
    LocalDate first = day(range.least(), zone);
    LocalDate last = day(range.greatest(), zone);
    return Arrays.stream(Interval.values())
        .filter(one -> one.between(one.first(first), one.first(last)) <= limit)
        .findFirst()
        .or(() -> Optional.of(Interval.MONTH));
  }

  private static LocalDate day(double epochMillis, ZoneId zone) {
    return LocalDate.ofInstant(Instant.ofEpochMilli((long) epochMillis), zone);
  }

  private static ResolvedCondition test(Operand field, Content content) {
    return switch (content) {
      case Content.Value(AttributeValue.Text(String text)) ->
          switch (field.type()) {
            case STRINGS ->
                new ResolvedCondition.ListIs(field, new ListTest.HasAny(Set.of(text), false));
            case STRING, NUMBER, BOOLEAN, DATE ->
                new ResolvedCondition.TextIs(field, new TextTest.OneOf(Set.of(text), false));
          };
      case Content.Value(AttributeValue.Bool(boolean value)) ->
          new ResolvedCondition.BooleanIs(field, value);
      case Content.Range(AttributeValue.Numeric(double from), AttributeValue.Numeric(double to)) ->
          new ResolvedCondition.NumberIs(field, new NumberTest.Range(from, true, to, false));
      case Content.Range(AttributeValue.Date(long from), AttributeValue.Date(long to)) ->
          new ResolvedCondition.DateIs(
              field, new DateRange(new Moment.At(from), new Moment.At(to - 1)));
      case Content.Value _, Content.Range _ ->
          throw new IllegalArgumentException(content + " of " + field.field());
    };
  }

  /// How many are in each group and in each of another grouping.
  ///
  /// @return a list a group, in its order: a number a group of the other one
  public List<List<Long>> across(Groups other) {
    return groups.parallelStream()
        .map(row -> other.groups.stream().map(column -> row.users.countWith(column.users)).toList())
        .toList();
  }
}
