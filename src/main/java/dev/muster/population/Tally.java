package dev.muster.population;

import dev.muster.attribute.Attribute;
import dev.muster.condition.Operand;
import dev.muster.condition.UserField;
import dev.muster.population.AttributeColumn.Content;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  /// Where values are kept.
  private sealed interface Source {
    record Coded(DictionaryColumn<?> column) implements Source {}

    record Longs(LongColumn column) implements Source {}

    record Numbers(NumberColumn column) implements Source {}

    /// An attribute that there is not, or not any more: nobody has a value.
    record Nothing() implements Source {}
  }

  Tally(Population population, Operand operand) {
    this.blockRows = population.blockRows();
    this.source =
        switch (operand) {
          case Operand.OfPage _ ->
              throw new IllegalArgumentException(operand.field() + " is known while a page loads");
          case Operand.OfUser(UserField field) -> new Source.Longs(population.userColumn(field));
          case Operand.OfAttribute(Attribute attribute) ->
              source(population.content(attribute.id()));
        };
  }

  private static Source source(@Nullable Content content) {
    return switch (content) {
      case null -> new Source.Nothing();
      case Content.Texts(var column) -> new Source.Coded(column);
      case Content.Lists(var column) -> new Source.Coded(column);
      case Content.Longs(var column) -> new Source.Longs(column);
      case Content.Numbers(var column) -> new Source.Numbers(column);
    };
  }

  /// How many users have each string, or each list.
  ///
  /// @param size how many values are listed; some may have no users
  /// @param value the value of a place below the size
  /// @param users of the value of each place below the size
  /// @param missing users without a value
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Counts<T>(int size, IntFunction<T> value, int[] users, long missing) {}

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
  public record Range(long users, double least, double greatest, boolean whole) {}

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

  private <T> Counts<T> coded(Selection among, java.util.function.Function<Object, T> cast) {
    if (!(source instanceof Source.Coded(DictionaryColumn<?> column))) {
      return new Counts<>(0, _ -> cast.apply(""), new int[0], among.count());
    }
    DictionaryColumn.Codes<?> now = column.current();
    Dictionary<?> dictionary = now.dictionary();
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
    long valued = 0;
    for (int code = 0; code < size; code++) {
      valued += users[code];
    }
    return new Counts<>(
        size, code -> cast.apply(dictionary.get(code)), users, among.count() - valued);
  }

  /// Counts how often each code occurs.
  private static final class CodeCounter {
    private int[] counts;

    CodeCounter(int codes) {
      this.counts = new int[codes];
    }

    void block(@Nullable Cells cells, Selection among, int first) {
      if (cells != null) {
        among.runs(first, cells.rows(), (from, to) -> rows(cells, from, to));
      }
    }

    private void rows(Cells cells, int from, int to) {
      for (int row = from; row < to; row++) {
        long code = cells.code(row);
        if (code != 0) {
          int value = (int) cells.valueOf(code);
          if (value >= counts.length) {
            counts = java.util.Arrays.copyOf(counts, value + 1);
          }
          counts[value]++;
        }
      }
    }

    int[] addTo(int[] others) {
      if (others.length == 0) {
        return counts;
      }
      int[] sum = java.util.Arrays.copyOf(others, Math.max(others.length, counts.length));
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
    List<DoubleCounter> counters =
        scan(
            among,
            Integer.MAX_VALUE,
            () -> new DoubleCounter(tooMany),
            (block, counter) -> counter.block(block, among));
    DoubleCounts all = new DoubleCounts();
    for (DoubleCounter counter : counters) {
      if (tooMany.get()) {
        return Optional.empty();
      }
      all.addAll(counter.found);
      tooMany.set(all.size() > DISTINCT_MAX);
    }
    return tooMany.get() ? Optional.empty() : Optional.of(all.sorted());
  }

  /// Counts how often each number occurs, until they are too many.
  private final class DoubleCounter {
    private static final int NARROW = 1 << 16;

    private final AtomicBoolean tooMany;
    private final DoubleCounts found = new DoubleCounts();
    private final int[] byCode = new int[NARROW];
    private final double[] numbers = new double[blockRows];

    DoubleCounter(AtomicBoolean tooMany) {
      this.tooMany = tooMany;
    }

    void block(int block, Selection among) {
      if (tooMany.get()) {
        return;
      }
      Cells cells = null;
      double divisor = 1;
      if (source instanceof Source.Longs(LongColumn column)) {
        cells = column.block(block);
      } else if (source instanceof Source.Numbers(NumberColumn column)
          && column.block(block) instanceof NumberColumn.Block.Scaled(Cells scaled, int power)) {
        cells = scaled;
        divisor = NumberColumn.divisor(power);
      }
      if (cells != null && cells.width() <= 2) {
        narrow(cells, divisor, among, block * blockRows);
      } else {
        int rows = numbers(block, numbers);
        among.runs(block * blockRows, rows, this::rows);
      }
      if (found.size() > DISTINCT_MAX) {
        tooMany.set(true);
      }
    }

    private void narrow(Cells cells, double divisor, Selection among, int first) {
      among.runs(
          first,
          cells.rows(),
          (from, to) -> {
            for (int row = from; row < to; row++) {
              byCode[(int) cells.code(row)]++;
            }
          });
      byCode[0] = 0;
      int codes = cells.width() == 1 ? 0x100 : NARROW;
      for (int code = 1; code < codes; code++) {
        if (byCode[code] != 0) {
          found.add(cells.valueOf(code) / divisor, byCode[code]);
          byCode[code] = 0;
        }
      }
    }

    private void rows(int from, int to) {
      for (int row = from; row < to && found.size() <= DISTINCT_MAX; row++) {
        double number = numbers[row];
        if (!Double.isNaN(number)) {
          found.add(number, 1);
        }
      }
    }
  }

  /// Finds the least and the greatest number.
  public Range range(Selection among) {
    List<RangeFinder> finders =
        scan(
            among,
            Integer.MAX_VALUE,
            RangeFinder::new,
            (block, finder) ->
                among.runs(block * blockRows, numbers(block, finder.numbers), finder::rows));
    long users = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (RangeFinder finder : finders) {
      users += finder.users;
      least = Math.min(least, finder.least);
      greatest = Math.max(greatest, finder.greatest);
      whole &= finder.whole;
    }
    return users == 0
        ? new Range(0, Double.NaN, Double.NaN, true)
        : new Range(users, least, greatest, whole);
  }

  private final class RangeFinder {
    private final double[] numbers = new double[blockRows];
    private long users;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private boolean whole = true;

    void rows(int from, int to) {
      for (int row = from; row < to; row++) {
        double number = numbers[row];
        if (!Double.isNaN(number)) {
          users++;
          least = Math.min(least, number);
          greatest = Math.max(greatest, number);
          whole &= number == Math.rint(number);
        }
      }
    }
  }

  /// Counts numbers by bucket.
  ///
  /// @param buckets how many there are
  public Bucketed buckets(Bucket bucket, int buckets, Selection among) {
    List<BucketCounter> counters =
        scan(
            among,
            Integer.MAX_VALUE,
            () -> new BucketCounter(bucket, buckets),
            (block, counter) ->
                among.runs(block * blockRows, numbers(block, counter.numbers), counter::rows));
    long[] users = new long[buckets];
    long valued = 0;
    for (BucketCounter counter : counters) {
      valued += counter.valued;
      for (int i = 0; i < buckets; i++) {
        users[i] += counter.counts[i];
      }
    }
    return new Bucketed(users, valued);
  }

  private final class BucketCounter {
    private final Bucket bucket;
    private final int[] counts;
    private final double[] numbers = new double[blockRows];
    private long valued;

    BucketCounter(Bucket bucket, int buckets) {
      this.bucket = bucket;
      this.counts = new int[buckets];
    }

    void rows(int from, int to) {
      for (int row = from; row < to; row++) {
        double number = numbers[row];
        if (!Double.isNaN(number)) {
          valued++;
          int at = bucket.of(number);
          if (at < counts.length) {
            counts[at]++;
          }
        }
      }
    }
  }

  /// Writes the numbers of a block, NaN where there is none.
  ///
  /// @return how many rows there are; the others have no numbers
  private int numbers(int block, double[] out) {
    return switch (source) {
      case Source.Longs(LongColumn column) -> numbers(column.block(block), 1, out);
      case Source.Numbers(NumberColumn column) ->
          switch (column.block(block)) {
            case null -> 0;
            case NumberColumn.Block.Scaled(Cells cells, int power) ->
                numbers(cells, NumberColumn.divisor(power), out);
            case NumberColumn.Block.Doubles(double[] doubles) -> {
              System.arraycopy(doubles, 0, out, 0, doubles.length);
              yield doubles.length;
            }
          };
      case Source.Coded _, Source.Nothing _ -> 0;
    };
  }

  private static int numbers(@Nullable Cells cells, double divisor, double[] out) {
    if (cells == null) {
      return 0;
    }
    cells.numbers(divisor, out);
    return cells.rows();
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
