package dev.muster.population;

import dev.muster.attribute.Attribute;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.UserField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Counts the values of one field over many users: block by block over the column, on all cores.
/// Each user counts once, with a value that it has while the counting goes on. Safe for use by many
/// threads.
public final class Tally {

  /// More different numbers than this are not told apart.
  public static final int DISTINCT_MAX = 50_000;

  /// From so many blocks on it is worth several threads.
  private static final int PARALLEL_FROM = 3;

  /// Above so many codes one thread counts, so that the counters do not take more than the column.
  private static final int CODES_PARALLEL_MAX = 1 << 22;

  private final int blockRows;
  private final Source source;

  Tally(Population population, Operand operand, AsOf asOf) {
    this.blockRows = population.blockRows();
    this.source =
        switch (operand) {
          case Operand.OfPage _ ->
              throw new IllegalArgumentException(operand.field() + " is known while a page loads");
          case Operand.OfUser(UserField field) when field == UserField.ACTIVE_DAYS ->
              new Source.Longs(activeDays(population, asOf));
          case Operand.OfUser(UserField field) -> new Source.Longs(population.userColumn(field));
          case Operand.OfAttribute(Attribute attribute) ->
              Source.of(population.content(attribute.id()));
        };
  }

  private static LongColumn activeDays(Population population, AsOf asOf) {
    int blockRows = population.blockRows();
    LongColumn column = new LongColumn(blockRows, 1);
    byte[] days = new byte[blockRows];
    for (int first = 0; first < population.rows(); first += blockRows) {
      population.activeDays(first / blockRows, asOf, days);
      Cells cells = Cells.of(1, blockRows, 1, 1);
      for (int row = 0; row < blockRows; row++) {
        if (days[row] > 0) {
          cells.put(row, days[row]);
        }
      }
      column.set(first / blockRows, cells);
    }
    return column;
  }

  /// How many users have each string, or each list.
  ///
  /// @param size how many values are listed; some may have no users
  /// @param value the value of a place below the size; null if nobody has it any more since it was
  ///   counted
  /// @param users of the value of each place below the size
  /// @param missing users without a value
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Counts<T>(int size, IntFunction<@Nullable T> value, int[] users, long missing) {}

  /// How many users have each number; dates are epoch milliseconds, booleans 0 and 1.
  ///
  /// @param numbers ascending
  /// @param users of each, 1 or more
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Distinct(double[] numbers, int[] users) {}

  /// Where the numbers lie.
  ///
  /// @param users who have one
  /// @param least NaN if nobody has one
  /// @param greatest NaN if nobody has one
  /// @param whole whether all are whole numbers
  /// @param sum of all
  public record Range(long users, double least, double greatest, boolean whole, double sum) {}

  /// How many users have a number of each bucket.
  ///
  /// @param users of each bucket
  /// @param valued who have a number at all
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Bucketed(long[] users, long valued) {}

  /// Puts a number into a bucket.
  @FunctionalInterface
  public interface Bucket {
    /// @return 0 or more; at or above the number of buckets: none
    int of(double number);
  }

  /// Counts strings.
  public Counts<String> texts(Selection among) {
    return coded(among, String.class::cast);
  }

  /// Counts lists of strings, each as a whole.
  @SuppressWarnings("unchecked")
  public Counts<List<String>> lists(Selection among) {
    return coded(among, value -> (List<String>) value);
  }

  private <T> Counts<T> coded(Selection among, Function<Object, T> cast) {
    if (!(source instanceof Source.Coded(DictionaryColumn<?> column))) {
      return new Counts<>(0, _ -> cast.apply(""), new int[0], among.count());
    }
    DictionaryColumn.Codes<?> now = column.current();
    Dictionary<?> dictionary = now.dictionary();
    // Looked up before: users whose value changes while they are counted may be the last to have
    // it,
    // and then it is let go of.
    @Nullable Object[] before = values(dictionary, 0, dictionary.size());
    int threads = dictionary.size() > CODES_PARALLEL_MAX ? 1 : Integer.MAX_VALUE;
    List<CodeCounter> counters =
        scan(
            among,
            threads,
            () -> new CodeCounter(dictionary.size()),
            (block, counter) -> counter.block(now.codes().block(block), among, block * blockRows));
    int[] users = new int[0];
    for (CodeCounter counter : counters) {
      users = counter.addTo(users);
    }
    // A value that came while the codes were read may have a code that was not there before.
    int size = Math.min(users.length, dictionary.size());
    @Nullable Object[] after = values(dictionary, before.length, Math.max(size, before.length));
    long valued = 0;
    for (int code = 0; code < size; code++) {
      valued += users[code];
    }
    return new Counts<>(
        size,
        code -> {
          Object value = code < before.length ? before[code] : after[code - before.length];
          return value == null ? null : cast.apply(value);
        },
        users,
        among.count() - valued);
  }

  private static @Nullable Object[] values(Dictionary<?> dictionary, int from, int to) {
    @Nullable Object[] values = new @Nullable Object[to - from];
    for (int code = from; code < to; code++) {
      values[code - from] = dictionary.get(code);
    }
    return values;
  }

  /// Counts how often each code occurs.
  private static final class CodeCounter {
    private final int[] byCode = new int[1 << 16];
    private int[] counts;

    CodeCounter(int codes) {
      this.counts = new int[codes];
    }

    void block(@Nullable Cells cells, Selection among, int first) {
      if (cells != null) {
        among.runs(first, cells.rows(), (from, to) -> rows(cells, from, to));
        int narrow = cells.width() == 1 ? 1 << 8 : cells.width() == 2 ? 1 << 16 : 0;
        for (int code = 0; code < narrow; code++) {
          if (byCode[code] != 0) {
            count(cells, code, byCode[code]);
            byCode[code] = 0;
          }
        }
      }
    }

    private void rows(Cells cells, int from, int to) {
      if (cells.width() <= 2) {
        cells.countCodes(from, to, byCode);
        return;
      }
      for (int row = from; row < to; row++) {
        count(cells, cells.code(row), 1);
      }
    }

    private void count(Cells cells, long code, int users) {
      if (code != 0) {
        int value = (int) cells.valueOf(code);
        if (value >= counts.length) {
          counts = Arrays.copyOf(counts, value + 1);
        }
        counts[value] += users;
      }
    }

    int[] addTo(int[] others) {
      if (others.length == 0) {
        return counts;
      }
      int[] sum = Arrays.copyOf(others, Math.max(others.length, counts.length));
      for (int code = 0; code < counts.length; code++) {
        sum[code] += counts[code];
      }
      return sum;
    }
  }

  /// Counts numbers, dates or booleans by their value.
  ///
  /// @return empty if there are more than [#DISTINCT_MAX] different ones
  public Optional<Distinct> distinct(Selection among) {
    AtomicBoolean tooMany = new AtomicBoolean();
    List<DistinctCounter> counters =
        scan(
            among,
            Integer.MAX_VALUE,
            () -> new DistinctCounter(source, blockRows, tooMany),
            (block, counter) -> counter.block(block, among));
    DoubleCounts all = new DoubleCounts();
    for (DistinctCounter counter : counters) {
      if (tooMany.get()) {
        return Optional.empty();
      }
      all.addAll(counter.found());
      tooMany.set(all.size() > DISTINCT_MAX);
    }
    return tooMany.get() ? Optional.empty() : Optional.of(all.sorted());
  }

  /// Finds the least and the greatest number, and their sum.
  public Range range(Selection among) {
    return scan(
            among,
            Integer.MAX_VALUE,
            () -> new RangeFinder(source, blockRows),
            (block, finder) -> finder.block(block, among))
        .stream()
        .reduce(RangeFinder::plus)
        .orElseThrow()
        .found();
  }

  /// Counts numbers by bucket.
  ///
  /// @param buckets how many there are
  public Bucketed buckets(Bucket bucket, int buckets, Selection among) {
    return scan(
            among,
            Integer.MAX_VALUE,
            () -> new BucketCounter(source, blockRows, bucket, buckets),
            (block, counter) -> counter.block(block, among))
        .stream()
        .reduce(BucketCounter::plus)
        .orElseThrow()
        .found();
  }

  /// Looks at a block of the column.
  private interface Visit<A> {
    void block(int block, A into);
  }

  /// Visits all blocks, on all cores, each with what it found before.
  private <A> List<A> scan(Selection among, int threadsMax, Supplier<A> fresh, Visit<A> visit) {
    int blocks = (among.size() + blockRows - 1) / blockRows;
    int threads =
        blocks < PARALLEL_FROM
            ? 1
            : Math.min(threadsMax, Math.min(blocks, Runtime.getRuntime().availableProcessors()));
    AtomicInteger next = new AtomicInteger();
    return IntStream.range(0, threads)
        .parallel()
        .mapToObj(_ -> {
          A into = fresh.get();
          for (int block = next.getAndIncrement(); block < blocks; block = next.getAndIncrement()) {
            visit.block(block, into);
          }
          return into;
        })
        .toList();
  }
}
