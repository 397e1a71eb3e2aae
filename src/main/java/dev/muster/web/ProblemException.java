package dev.muster.web;

/// Ends a request of the management plane with a problem.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  /// @param problem what to answer
  public ProblemException(Problem problem) {
    super(problem.status() + " " + problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  /// What to answer.
  public Problem problem() {
    return problem;
  }
}
