package dev.muster.catalog;

import dev.muster.condition.ResolvedCondition;
import java.util.List;
import java.util.Optional;

/// What a segment's condition means in its system as it is now.
public sealed interface Resolution {

  /// What can be run over all users; empty also where it asks about the page.
  default Optional<ResolvedCondition> countable() {
    return this instanceof Resolved(var condition) && !condition.needsPage()
        ? Optional.of(condition)
        : Optional.empty();
  }

  /// It can be run.
  record Resolved(ResolvedCondition condition) implements Resolution {}

  /// It cannot be run, and so matches nobody: something that it uses is gone or of another type.
  ///
  /// @param errors at least one; paths within the condition, as in `rules[0].field`
  record Problem(List<FieldError> errors) implements Resolution {
    /// Copies the list.
    public Problem {
      errors = List.copyOf(errors);
    }
  }
}
