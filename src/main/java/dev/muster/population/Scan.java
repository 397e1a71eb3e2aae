package dev.muster.population;

import dev.muster.attribute.Attribute;
import dev.muster.condition.AsOf;
import dev.muster.condition.DateRange;
import dev.muster.condition.NumberTest;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.UserField;
import dev.muster.population.AttributeColumn.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// A condition compiled to run over whole blocks of columns.
final class Scan {

  /// Adds the rows of a block for which it holds; rows past the users may be added, too.
  interface BlockTest {
    void select(int block, long[] out);
  }

  /// A compiled part, with a guess of what it costs: bytes looked at a row.
  private record Part(BlockTest test, int cost) {}

  private static final Part NOBODY = new Part((_, _) -> {}, 0);

  private final Population population;
  private final Kernels kernels;
  private final AsOf asOf;
  private final int words;
  private final BlockTest root;

  Scan(Population population, Kernels kernels, ResolvedCondition condition, AsOf asOf) {
    this.population = population;
    this.kernels = kernels;
    this.asOf = asOf;
    this.words = population.blockRows() >> 6;
    this.root = part(condition).test;
  }

  void select(int block, long[] out) {
    root.select(block, out);
  }

  private Part part(ResolvedCondition condition) {
    return switch (condition) {
      case ResolvedCondition.All(List<ResolvedCondition> parts) -> all(parts);
      case ResolvedCondition.Any(List<ResolvedCondition> parts) -> any(parts);
      case ResolvedCondition.Not(ResolvedCondition inner) -> not(part(inner));
      case ResolvedCondition.HasValue(Operand operand) -> hasValue(operand);
      case ResolvedCondition.TextIs(Operand operand, var test) -> text(operand, test::passes);
      case ResolvedCondition.NumberIs(Operand operand, NumberTest test) -> number(operand, test);
      case ResolvedCondition.BooleanIs(Operand operand, boolean value) ->
          longs(operand, value ? 1 : 0, value ? 1 : 0);
      case ResolvedCondition.DateIs(Operand operand, DateRange range) ->
          longs(operand, range.firstMillis(asOf), range.lastMillis(asOf));
      case ResolvedCondition.ListIs(Operand operand, var test) ->
          operand instanceof Operand.OfAttribute(Attribute attribute)
                  && population.content(attribute.id()) instanceof Content.Lists(var lists)
              ? new Part(new DictionaryScan<>(lists, test::passes, kernels), 4)
              : NOBODY;
    };
  }

  /// Cheap parts first, and none once nobody is left.
  private Part all(List<ResolvedCondition> conditions) {
    List<Part> parts = new ArrayList<>(conditions.stream().map(this::part).toList());
    parts.sort(Comparator.comparingInt(Part::cost));
    BlockTest[] tests = parts.stream().map(Part::test).toArray(BlockTest[]::new);
    BlockTest test =
        (block, out) -> {
          long[] left = new long[words];
          Arrays.fill(left, -1L);
          long[] one = new long[words];
          for (BlockTest part : tests) {
            Arrays.fill(one, 0);
            part.select(block, one);
            long some = 0;
            for (int i = 0; i < words; i++) {
              left[i] &= one[i];
              some |= left[i];
            }
            if (some == 0) {
              return;
            }
          }
          for (int i = 0; i < words; i++) {
            out[i] |= left[i];
          }
        };
    return new Part(test, cost(parts));
  }

  private Part any(List<ResolvedCondition> conditions) {
    List<Part> parts = conditions.stream().map(this::part).toList();
    BlockTest[] tests = parts.stream().map(Part::test).toArray(BlockTest[]::new);
    BlockTest test =
        (block, out) -> {
          for (BlockTest part : tests) {
            part.select(block, out);
          }
        };
    return new Part(test, cost(parts));
  }

  private Part not(Part inner) {
    BlockTest test =
        (block, out) -> {
          long[] one = new long[words];
          inner.test.select(block, one);
          for (int i = 0; i < words; i++) {
            out[i] |= ~one[i];
          }
        };
    return new Part(test, inner.cost);
  }

  private static int cost(List<Part> parts) {
    return parts.stream().mapToInt(Part::cost).sum();
  }

  private Part hasValue(Operand operand) {
    return switch (operand) {
      case Operand.OfUser(UserField field) when field == UserField.ID ->
          new Part((_, out) -> Arrays.fill(out, -1L), 0);
      case Operand.OfUser _ -> longs(operand, Long.MIN_VALUE, Long.MAX_VALUE);
      case Operand.OfPage _ -> throw needsPage();
      case Operand.OfAttribute(Attribute attribute) ->
          switch (population.content(attribute.id())) {
            case null -> NOBODY;
            case Content.Longs _ -> longs(operand, Long.MIN_VALUE, Long.MAX_VALUE);
            case Content.Numbers(NumberColumn numbers) ->
                numbers(numbers, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            case Content.Texts(var texts) ->
                new Part(new DictionaryScan<>(texts, _ -> true, kernels), 4);
            case Content.Lists(var lists) ->
                new Part(new DictionaryScan<>(lists, _ -> true, kernels), 4);
          };
    };
  }

  private Part text(Operand operand, Predicate<String> test) {
    return switch (operand) {
      case Operand.OfUser _ -> new Part((block, out) -> ids(block, test, out), 40);
      case Operand.OfPage _ -> throw needsPage();
      case Operand.OfAttribute(Attribute attribute) ->
          population.content(attribute.id()) instanceof Content.Texts(var texts)
              ? new Part(new DictionaryScan<>(texts, test, kernels), 2)
              : NOBODY;
    };
  }

  private void ids(int block, Predicate<String> test, long[] out) {
    int first = block * population.blockRows();
    int last = Math.min(population.rows(), first + population.blockRows());
    for (int ordinal = first; ordinal < last; ordinal++) {
      if (test.test(population.idOf(ordinal).toString())) {
        int row = ordinal - first;
        out[row >> 6] |= 1L << row;
      }
    }
  }

  private Part number(Operand operand, NumberTest test) {
    List<Part> parts = new ArrayList<>();
    switch (test) {
      case NumberTest.Range(double least, boolean leastIn, double greatest, boolean greatestIn) ->
          parts.add(
              numberRange(
                  operand,
                  leastIn ? least : Math.nextUp(least),
                  greatestIn ? greatest : Math.nextDown(greatest)));
      case NumberTest.OneOf(var numbers) -> {
        for (double number : numbers) {
          parts.add(numberRange(operand, number, number));
        }
      }
    }
    BlockTest[] tests = parts.stream().map(Part::test).toArray(BlockTest[]::new);
    return new Part(
        (block, out) -> {
          for (BlockTest one : tests) {
            one.select(block, out);
          }
        },
        cost(parts));
  }

  private Part numberRange(Operand operand, double first, double last) {
    return switch (operand) {
      case Operand.OfPage _ -> throw needsPage();
      case Operand.OfUser _ -> longs(operand, ceiling(first), floor(last));
      case Operand.OfAttribute(Attribute attribute) ->
          population.content(attribute.id()) instanceof Content.Numbers(NumberColumn numbers)
              ? numbers(numbers, first, last)
              : NOBODY;
    };
  }

  private static long ceiling(double value) {
    return (long) Math.ceil(value);
  }

  private static long floor(double value) {
    return (long) Math.floor(value);
  }

  private Part numbers(NumberColumn column, double first, double last) {
    return new Part((block, out) -> column.select(kernels, block, first, last, out), 5);
  }

  private Part longs(Operand operand, long first, long last) {
    if (operand instanceof Operand.OfPage) {
      throw needsPage();
    }
    if (operand.equals(new Operand.OfUser(UserField.ACTIVE_DAYS))) {
      return new Part((block, out) -> activeDays(block, Math.max(1, first), last, out), 30);
    }
    LongColumn column = new RowTests(population).longColumn(operand);
    if (column == null || first > last) {
      return NOBODY;
    }
    return new Part(
        (block, out) -> {
          Cells cells = column.block(block);
          if (cells != null) {
            cells.select(kernels, cells.firstCodeFrom(first), cells.lastCodeTo(last), out);
          }
        },
        4);
  }

  private void activeDays(int block, long first, long last, long[] out) {
    byte[] days = new byte[population.blockRows()];
    population.activeDays(block, asOf, days);
    for (int row = 0; row < days.length; row++) {
      if (days[row] >= first && days[row] <= last) {
        out[row >> 6] |= 1L << row;
      }
    }
  }

  private static IllegalArgumentException needsPage() {
    return new IllegalArgumentException("the condition can be run only while a page loads");
  }
}
