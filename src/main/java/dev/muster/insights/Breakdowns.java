package dev.muster.insights;

import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.insights.Breakdown.Bucket;
import dev.muster.insights.Breakdown.Content;
import dev.muster.insights.Breakdown.Kind;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.Tally;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Breaks users down by a field: strings, booleans and lists by value, numbers by round ranges,
/// dates over time.
public final class Breakdowns {

  /// Over more intervals than this, only the fullest are listed.
  public static final int INTERVALS_MAX = 1_000;

  /// The end of the year 9999: no later instant can be written as RFC 3339 has it.
  private static final long LAST_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final Tally tally;
  private final Operand field;
  private final long total;
  private final Selection matching;
  private final SequencedMap<String, Selection> split;
  private final ZoneId zone;

  /// @param field an attribute, or a field of `user.` but the identifier
  /// @param total how many users there are
  /// @param matching whom to break down
  /// @param split by segment key, who of them is in the segment
  /// @param asOf of when it is, and the zone in which days begin
  public Breakdowns(
      Population population,
      Operand field,
      long total,
      Selection matching,
      SequencedMap<String, Selection> split,
      AsOf asOf) {
    this.tally = population.tally(field, asOf);
    this.field = field;
    this.total = total;
    this.matching = matching;
    this.split = split;
    this.zone = asOf.zone();
  }

  /// How fine a breakdown is.
  ///
  /// @param values how many values at most
  /// @param interval of dates; empty: what suits the dates
  /// @param ranges how many ranges of numbers at most
  public record Detail(int values, Optional<Interval> interval, int ranges) {

    /// 20 values or ranges.
    public static final Detail DEFAULT = new Detail(20, Optional.empty(), 20);

    /// @throws IllegalArgumentException if a number is out of its range
    public Detail {
      if (values < 1 || values > 1_000 || ranges < 2 || ranges > 100) {
        throw new IllegalArgumentException(values + " values, " + ranges + " ranges");
      }
    }
  }

  /// Breaks them down.
  public Breakdown by(Detail detail) {
    return switch (field.type()) {
      case STRING -> texts(detail.values, among -> TextCounts.ofTexts(tally, among));
      case STRINGS -> texts(detail.values, among -> TextCounts.ofLists(tally, among));
      case BOOLEAN -> booleans(detail.values);
      case NUMBER -> numbers(detail.ranges);
      case DATE -> dates(detail.interval);
    };
  }

  private Breakdown texts(int limit, Function<Selection, TextCounts> count) {
    TextCounts all = count.apply(matching);
    List<TextCounts.Counted> top = all.top(limit, _ -> true);
    var shown = top.stream().map(TextCounts.Counted::text).collect(Collectors.toSet());
    SequencedMap<String, Map<String, Long>> splits = new LinkedHashMap<>();
    split.forEach((key, segment) -> splits.put(key, count.apply(segment).of(shown)));
    List<Bucket> buckets =
        top.stream()
            .map(one ->
                new Bucket(
                    new Content.Value(new AttributeValue.Text(one.text())),
                    one.users(),
                    splitOf(splits, users -> users.getOrDefault(one.text(), 0L))))
            .toList();
    return of(Kind.VALUES, Optional.empty(), all.missing(), all.users(), buckets);
  }

  private static <T> SequencedMap<String, Long> splitOf(
      SequencedMap<String, T> splits, Function<T, Long> users) {
    SequencedMap<String, Long> found = new LinkedHashMap<>();
    splits.forEach((key, counts) -> found.put(key, users.apply(counts)));
    return found;
  }

  private Breakdown booleans(int limit) {
    Counted counted = count(number -> number == 0 ? 0 : 1, 2);
    List<Bucket> buckets =
        IntStream.range(0, 2)
            .mapToObj(i -> counted.bucket(i, new Content.Value(new AttributeValue.Bool(i == 1))))
            .filter(bucket -> bucket.users() > 0)
            .sorted(Comparator.comparingLong(Bucket::users).reversed())
            .limit(limit)
            .toList();
    return of(Kind.VALUES, Optional.empty(), counted, buckets);
  }

  private Breakdown numbers(int rangesMax) {
    Tally.Range range = tally.range(matching);
    if (range.users() == 0) {
      return of(Kind.HISTOGRAM, Optional.empty(), matching.count(), 0, List.of());
    }
    RoundEdges edges = RoundEdges.of(range.least(), range.greatest(), range.whole(), rangesMax);
    Counted counted = count(edges::of, edges.ranges());
    List<Bucket> buckets =
        IntStream.range(0, edges.ranges())
            .mapToObj(i ->
                counted.bucket(
                    i,
                    new Content.Range(
                        new AttributeValue.Numeric(edges.edge(i)),
                        new AttributeValue.Numeric(edges.edge(i + 1)))))
            .toList();
    return of(Kind.HISTOGRAM, Optional.empty(), counted, buckets);
  }

  private Breakdown dates(Optional<Interval> wanted) {
    Tally.Range range = tally.range(matching);
    long first = range.users() == 0 ? 0 : Calendar.day(range.least());
    long days = range.users() == 0 ? 0 : Calendar.day(range.greatest()) - first + 1;
    Interval interval = wanted.orElse(Interval.forDays(days));
    if (days == 0) {
      return of(Kind.TIME, Optional.of(interval), matching.count(), 0, List.of());
    }
    long[] byDay =
        tally
            .buckets(
                millis -> {
                  long day = Calendar.day(millis) - first;
                  return day < 0 || day >= days ? Integer.MAX_VALUE : (int) day;
                },
                Math.toIntExact(days),
                matching)
            .users();
    Calendar calendar = Calendar.of(interval, zone, first, byDay);
    Counted counted = count(calendar::of, calendar.firsts().size());
    return of(
        Kind.TIME, Optional.of(interval), counted, intervals(interval, calendar.firsts(), counted));
  }

  /// Without gaps, unless that makes too many.
  private List<Bucket> intervals(Interval interval, List<LocalDate> firsts, Counted counted) {
    TreeMap<LocalDate, Bucket> buckets = new TreeMap<>();
    for (int i = 0; i < firsts.size(); i++) {
      LocalDate first = firsts.get(i);
      Bucket bucket = counted.bucket(i, stretch(interval, first));
      if (bucket.users() > 0) {
        buckets.put(first, bucket);
      }
    }
    if (buckets.isEmpty()) {
      return List.of();
    }
    if (interval.between(buckets.firstKey(), buckets.lastKey()) <= INTERVALS_MAX) {
      LocalDate last = buckets.lastKey();
      for (LocalDate at = buckets.firstKey(); at.isBefore(last); at = interval.next(at)) {
        LocalDate day = at;
        buckets.computeIfAbsent(
            day, _ -> new Bucket(stretch(interval, day), 0, splitOf(split, _ -> 0L)));
      }
      return List.copyOf(buckets.values());
    }
    return buckets.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<LocalDate, Bucket> one) -> -one.getValue().users())
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .limit(INTERVALS_MAX)
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  private Content stretch(Interval interval, LocalDate first) {
    return new Content.Range(
        new AttributeValue.Date(Interval.millis(first, zone)),
        new AttributeValue.Date(
            Math.min(Interval.millis(interval.next(first), zone), LAST_MILLIS)));
  }

  /// What was counted for each bucket, also of each segment.
  private record Counted(Tally.Bucketed all, SequencedMap<String, Tally.Bucketed> splits) {
    Bucket bucket(int i, Content content) {
      return new Bucket(content, all.users()[i], splitOf(splits, one -> one.users()[i]));
    }
  }

  private Counted count(Tally.Bucket bucket, int buckets) {
    SequencedMap<String, Tally.Bucketed> splits = new LinkedHashMap<>();
    split.forEach((key, segment) -> splits.put(key, tally.buckets(bucket, buckets, segment)));
    return new Counted(tally.buckets(bucket, buckets, matching), splits);
  }

  private Breakdown of(
      Kind kind, Optional<Interval> interval, Counted counted, List<Bucket> buckets) {
    long valued = counted.all.valued();
    return of(kind, interval, matching.count() - valued, valued, buckets);
  }

  private Breakdown of(
      Kind kind, Optional<Interval> interval, long missing, long valued, List<Bucket> buckets) {
    List<Bucket> all = new ArrayList<>(buckets);
    long shown = all.stream().mapToLong(Bucket::users).sum();
    return new Breakdown(kind, interval, total, matching.count(), missing, valued - shown, all);
  }
}
