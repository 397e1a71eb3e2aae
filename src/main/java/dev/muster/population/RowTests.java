package dev.muster.population;

import dev.muster.condition.DateRange;
import dev.muster.condition.ListTest;
import dev.muster.condition.NumberTest;
import dev.muster.condition.Operand;
import dev.muster.condition.PageFacts;
import dev.muster.condition.PageField;
import dev.muster.condition.ResolvedCondition;
import dev.muster.condition.TextTest;
import dev.muster.condition.UserField;
import dev.muster.population.AttributeColumn.Content;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Compiles resolved conditions to tests of one user: each look-up of a column is done here, once.
final class RowTests {

  private static final RowTest NEVER = _ -> false;

  private final Population population;

  RowTests(Population population) {
    this.population = population;
  }

  RowTest of(ResolvedCondition condition) {
    return switch (condition) {
      case ResolvedCondition.All(List<ResolvedCondition> parts) -> all(compiled(parts));
      case ResolvedCondition.Any(List<ResolvedCondition> parts) -> any(compiled(parts));
      case ResolvedCondition.Not(ResolvedCondition part) -> {
        RowTest inner = of(part);
        yield row -> !inner.holds(row);
      }
      case ResolvedCondition.HasValue(Operand operand) -> hasValue(operand);
      case ResolvedCondition.TextIs(Operand operand, TextTest test) -> text(operand, test);
      case ResolvedCondition.NumberIs(Operand operand, NumberTest test) -> number(operand, test);
      case ResolvedCondition.BooleanIs(Operand operand, boolean value) ->
          longs(operand, value ? 1 : 0);
      case ResolvedCondition.DateIs(Operand operand, DateRange range) -> date(operand, range);
      case ResolvedCondition.ListIs(Operand operand, ListTest test) -> list(operand, test);
    };
  }

  private RowTest[] compiled(List<ResolvedCondition> parts) {
    return parts.stream().map(this::of).toArray(RowTest[]::new);
  }

  private static RowTest all(RowTest[] parts) {
    return row -> {
      for (RowTest part : parts) {
        if (!part.holds(row)) {
          return false;
        }
      }
      return true;
    };
  }

  private static RowTest any(RowTest[] parts) {
    return row -> {
      for (RowTest part : parts) {
        if (part.holds(row)) {
          return true;
        }
      }
      return false;
    };
  }

  private RowTest hasValue(Operand operand) {
    return switch (operand) {
      case Operand.OfUser(UserField field) when field == UserField.ID -> _ -> true;
      case Operand.OfUser(UserField field) -> {
        ToLongFunction<RowTest.Row> value = valueOf(field);
        yield row -> value.applyAsLong(row) != Cells.MISSING;
      }
      case Operand.OfAttribute(var attribute) -> {
        AttributeColumn column = population.column(attribute.id());
        yield column == null ? NEVER : row -> row.ordinal() >= 0 && column.has(row.ordinal());
      }
      case Operand.OfPage(PageField field) ->
          row ->
              switch (field.type()) {
                case STRING -> page(row).text(field) != null;
                case NUMBER, BOOLEAN, DATE, STRINGS -> true;
              };
    };
  }

  private RowTest text(Operand operand, TextTest test) {
    return switch (operand) {
      case Operand.OfUser _ -> row -> test.passes(row.id().toString());
      case Operand.OfPage(PageField field) ->
          row -> {
            String value = page(row).text(field);
            return value != null && test.passes(value);
          };
      case Operand.OfAttribute(var attribute) -> {
        if (!(population.content(attribute.id()) instanceof Content.Texts(var texts))) {
          yield NEVER;
        }
        Verdicts<String> verdicts = new Verdicts<>(texts, test::passes);
        yield row -> row.ordinal() >= 0 && verdicts.passes(row.ordinal());
      }
    };
  }

  private RowTest list(Operand operand, ListTest test) {
    if (!(operand instanceof Operand.OfAttribute(var attribute))) {
      return NEVER;
    }
    if (!(population.content(attribute.id()) instanceof Content.Lists(var lists))) {
      return NEVER;
    }
    Verdicts<List<String>> verdicts = new Verdicts<>(lists, test::passes);
    return row -> row.ordinal() >= 0 && verdicts.passes(row.ordinal());
  }

  private RowTest number(Operand operand, NumberTest test) {
    return switch (operand) {
      case Operand.OfPage(PageField field) -> row -> test.passes(page(row).number(field));
      case Operand.OfUser(UserField field) -> {
        ToLongFunction<RowTest.Row> valueOf = valueOf(field);
        yield row -> {
          long value = valueOf.applyAsLong(row);
          return value != Cells.MISSING && test.passes((double) value);
        };
      }
      case Operand.OfAttribute(var attribute) -> {
        if (!(population.content(attribute.id()) instanceof Content.Numbers(var numbers))) {
          yield NEVER;
        }
        yield row -> {
          double value = row.ordinal() < 0 ? Double.NaN : numbers.get(row.ordinal());
          return !Double.isNaN(value) && test.passes(value);
        };
      }
    };
  }

  private RowTest longs(Operand operand, long wanted) {
    LongColumn column = longColumn(operand);
    return column == null
        ? NEVER
        : row -> row.ordinal() >= 0 && column.get(row.ordinal()) == wanted;
  }

  private RowTest date(Operand operand, DateRange range) {
    LongColumn column = longColumn(operand);
    if (column == null) {
      return NEVER;
    }
    return row -> {
      long millis = row.ordinal() < 0 ? Cells.MISSING : column.get(row.ordinal());
      return millis != Cells.MISSING
          && millis >= range.firstMillis(row.asOf())
          && millis <= range.lastMillis(row.asOf());
    };
  }

  private ToLongFunction<RowTest.Row> valueOf(UserField field) {
    if (field == UserField.ACTIVE_DAYS) {
      return row -> {
        int days = row.ordinal() < 0 ? 0 : population.activeDays(row.ordinal(), row.asOf());
        return days == 0 ? Cells.MISSING : days;
      };
    }
    LongColumn column = population.userColumn(field);
    return row -> row.ordinal() < 0 ? Cells.MISSING : column.get(row.ordinal());
  }

  /// The column of an operand that is kept as whole numbers; null where there is none.
  @Nullable LongColumn longColumn(Operand operand) {
    return switch (operand) {
      case Operand.OfUser(UserField field) -> population.userColumn(field);
      case Operand.OfPage _ -> null;
      case Operand.OfAttribute(var attribute) ->
          population.content(attribute.id()) instanceof Content.Longs(LongColumn longs)
              ? longs
              : null;
    };
  }

  private static PageFacts page(RowTest.Row row) {
    PageFacts page = row.page();
    if (page == null) {
      throw new IllegalArgumentException("the condition can be run only while a page loads");
    }
    return page;
  }

  /// Remembers of the first codes of a dictionary whether their value passes, so that a test of
  /// strings becomes a look into an array. Several threads may find out the same thing.
  private static final class Verdicts<T> {
    private static final int REMEMBERED_MAX = 1 << 16;
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final DictionaryColumn<T> column;
    private final Predicate<T> test;
    private volatile Known<T> known;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known<T>(DictionaryColumn.Codes<T> of, byte[] verdicts) {}

    Verdicts(DictionaryColumn<T> column, Predicate<T> test) {
      this.column = column;
      this.test = test;
      this.known = new Known<>(column.current(), new byte[0]);
    }

    @SuppressWarnings("ReferenceEquality") // a new dictionary is another one, equal or not
    boolean passes(int ordinal) {
      DictionaryColumn.Codes<T> codes = column.current();
      long code = codes.codes().get(ordinal);
      if (code < 0 || code >= codes.dictionary().size()) {
        return false;
      }
      Known<T> now = known;
      if (code < now.verdicts.length && now.of == codes && now.verdicts[(int) code] != 0) {
        return now.verdicts[(int) code] == YES;
      }
      return findOut(codes, (int) code);
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean findOut(DictionaryColumn.Codes<T> codes, int code) {
      T value = codes.dictionary().get(code);
      if (value == null) {
        // A row in the middle of an update; its reader will read again.
        return false;
      }
      boolean passes = test.test(value);
      if (code < REMEMBERED_MAX) {
        Known<T> now = known;
        if (now.of != codes || code >= now.verdicts.length) {
          int room = Math.max(16, Integer.highestOneBit(code) * 2);
          byte[] verdicts = now.of == codes ? Arrays.copyOf(now.verdicts, room) : new byte[room];
          now = new Known<>(codes, verdicts);
          known = now;
        }
        now.verdicts[code] = passes ? YES : NO;
      }
      return passes;
    }
  }
}
