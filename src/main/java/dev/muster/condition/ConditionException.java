package dev.muster.condition;

import java.util.List;
import java.util.stream.Collectors;

/// A condition that makes no sense: says everything that is wrong with it, not just the first
/// thing.
public final class ConditionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<RuleError> errors;

  /// @param errors at least one
  public ConditionException(List<RuleError> errors) {
    super(
        errors.stream()
            .map(error -> (error.path().isEmpty() ? "" : error.path() + ": ") + error.reason())
            .collect(Collectors.joining("; ")));
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("without an error there is nothing wrong");
    }
    this.errors = List.copyOf(errors);
  }

  /// What is wrong, in the order of the condition.
  public List<RuleError> errors() {
    return errors;
  }
}
