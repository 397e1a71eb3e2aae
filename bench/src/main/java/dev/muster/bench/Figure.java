package dev.muster.bench;

import java.util.function.DoublePredicate;

/// One line of what was measured.
///
/// @param what was measured
/// @param measured the result, with its unit
/// @param target what it should be; empty if nothing was promised
/// @param verdict whether it is
record Figure(String what, String measured, String target, Verdict verdict) {

  enum Verdict {
    MET("met"),
    NOT_MET("NOT MET"),
    NO_TARGET("");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// Something that is good to know.
  static Figure of(String what, String measured) {
    return new Figure(what, measured, "", Verdict.NO_TARGET);
  }

  static Figure atLeast(double target, String unit, String what, double value, String measured) {
    return judged(">= ", target, unit, what, value, measured, one -> one >= target);
  }

  static Figure atMost(double target, String unit, String what, double value, String measured) {
    return judged("<= ", target, unit, what, value, measured, one -> one <= target);
  }

  private static Figure judged(
      String relation,
      double target,
      String unit,
      String what,
      double value,
      String measured,
      DoublePredicate good) {
    String number =
        target == Math.rint(target) ? Long.toString((long) target) : Double.toString(target);
    return new Figure(
        what,
        measured,
        (relation + number + " " + unit).strip(),
        good.test(value) ? Verdict.MET : Verdict.NOT_MET);
  }
}
