package dev.muster.condition;

import java.util.List;
import java.util.Set;

/// A test of a list of strings. With `ignoreCase` the texts held here are already folded.
public sealed interface ListTest {

  /// Whether the list passes.
  boolean passes(List<String> values);

  /// Has at least one of the texts: `contains` and `containsAny`.
  record HasAny(Set<String> texts, boolean ignoreCase) implements ListTest {
    /// Copies the set.
    public HasAny {
      texts = Set.copyOf(texts);
    }

    @Override
    public boolean passes(List<String> values) {
      return values.stream()
          .anyMatch(value -> texts.contains(ignoreCase ? TextTest.fold(value) : value));
    }
  }

  /// Has every one of the texts: `containsAll`.
  record HasAll(Set<String> texts, boolean ignoreCase) implements ListTest {
    /// Copies the set.
    public HasAll {
      texts = Set.copyOf(texts);
    }

    @Override
    public boolean passes(List<String> values) {
      return (ignoreCase ? values.stream().map(TextTest::fold).toList() : values)
          .containsAll(texts);
    }
  }
}
