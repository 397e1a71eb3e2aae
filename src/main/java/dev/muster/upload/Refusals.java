package dev.muster.upload;

import dev.muster.intake.Shown;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts what is refused by column and reason, in memory that does not grow with the file. For one
/// thread.
final class Refusals {

  /// As many are kept with an upload.
  static final int TOP = 10;

  /// As many are told from each other; what comes after them is in the file of refused rows only.
  private static final int KINDS_MAX = 500;

  private static final int COLUMN_CHARACTERS_MAX = 200;
  private static final String VALUE_BEGINS = ": \"";

  /// @param reason with a zero for each number, so that a row of 3 cells and one of 4 are alike
  private record Kind(String column, String reason) {}

  private final Map<Kind, Refusal> kinds = new LinkedHashMap<>();

  /// Counts what was refused of a row.
  ///
  /// @param line at which it begins; not less than those of rows before it
  void add(long line, List<RefusedCell> cells) {
    for (RefusedCell cell : cells) {
      add(
          new Refusal(
              Shown.cut(cell.column(), COLUMN_CHARACTERS_MAX),
              withoutValue(cell.reason()),
              1,
              line));
    }
  }

  /// Counts what was counted of later rows.
  void add(Refusals later) {
    later.kinds.values().forEach(this::add);
  }

  private void add(Refusal one) {
    Kind kind = new Kind(one.column(), one.reason().replaceAll("\\d+", "0"));
    if (kinds.size() < KINDS_MAX || kinds.containsKey(kind)) {
      kinds.merge(kind, one, Refusals::sum);
    }
  }

  private static Refusal sum(Refusal first, Refusal more) {
    return new Refusal(
        first.column(), first.reason(), first.count() + more.count(), first.firstLine());
  }

  /// The commonest, the most of them first.
  List<Refusal> top() {
    return kinds.values().stream()
        .sorted(
            Comparator.comparingLong(Refusal::count)
                .reversed()
                .thenComparingLong(Refusal::firstLine))
        .limit(TOP)
        .toList();
  }

  boolean isEmpty() {
    return kinds.isEmpty();
  }

  /// A reason is what is wrong, the value in quotes, and what would be taken.
  private static String withoutValue(String reason) {
    int begin = reason.indexOf(VALUE_BEGINS);
    int end = reason.lastIndexOf('"');
    return begin >= 0 && end >= begin + VALUE_BEGINS.length()
        ? reason.substring(0, begin) + reason.substring(end + 1)
        : reason;
  }
}
