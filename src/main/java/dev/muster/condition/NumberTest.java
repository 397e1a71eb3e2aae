package dev.muster.condition;

import java.util.Set;

/// A test of one finite number.
public sealed interface NumberTest {

  /// Whether the number passes.
  boolean passes(double value);

  /// Between two bounds: `<`, `<=`, `>`, `>=` and `between`.
  ///
  /// @param least the lower bound; negative infinity for none
  /// @param leastIncluded whether the lower bound itself passes
  /// @param greatest the upper bound; positive infinity for none
  /// @param greatestIncluded whether the upper bound itself passes
  record Range(double least, boolean leastIncluded, double greatest, boolean greatestIncluded)
      implements NumberTest {
    @Override
    public boolean passes(double value) {
      return (leastIncluded ? value >= least : value > least)
          && (greatestIncluded ? value <= greatest : value < greatest);
    }
  }

  /// Equal to one of the numbers: `=` and `in`.
  ///
  /// @param numbers finite, without negative zero
  record OneOf(Set<Double> numbers) implements NumberTest {
    /// Copies the set.
    public OneOf {
      numbers = Set.copyOf(numbers);
    }

    @Override
    public boolean passes(double value) {
      return numbers.contains(value == 0 ? 0.0 : value);
    }
  }
}
