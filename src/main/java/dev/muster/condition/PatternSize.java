package dev.muster.condition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How large an RE2 expression becomes once its counted repetitions are written out, which is what
/// compiling and running it costs. RE2/J refuses `a{1001}` but not `((a{1000}){1000}){1000}`, which
/// no memory holds; RE2 for C++ and Go do (`repeatIsValid`), hence this count before compiling.
final class PatternSize {

  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");
  private static final Pattern BRACED = Pattern.compile("[pPx]\\{[^}]*\\}");

  private final String expression;
  private final Deque<Long> outer = new ArrayDeque<>();
  private int at;
  private long before;
  private long last;

  private PatternSize(String expression) {
    this.expression = expression;
  }

  /// @param expression well-formed or not
  /// @return an upper bound of its characters and classes, each as often as it is repeated
  static long of(String expression) {
    PatternSize size = new PatternSize(expression);
    while (size.at < expression.length()) {
      size.step();
    }
    while (!size.outer.isEmpty()) {
      size.close();
    }
    return sum(size.before, size.last);
  }

  private void step() {
    switch (expression.charAt(at)) {
      case '(' -> {
        outer.push(sum(before, last));
        before = 0;
        last = 0;
        at++;
      }
      case ')' -> {
        close();
        at++;
      }
      case '{' -> repeat();
      case '\\' -> escape();
      case '[' -> one(classEnd());
      default -> one(at + 1);
    }
  }

  private void one(int end) {
    before = sum(before, last);
    last = 1;
    at = end;
  }

  /// What was in the group is now the last part of what is around it.
  private void close() {
    last = sum(before, last) + 1;
    before = outer.isEmpty() ? 0 : outer.pop();
  }

  private void repeat() {
    Matcher count = COUNT.matcher(expression).region(at, expression.length());
    if (!count.lookingAt()) {
      one(at + 1);
      return;
    }
    String most = count.group(2);
    long least = Long.parseLong(count.group(1));
    long times = most == null || most.isEmpty() ? least : Math.max(least, Long.parseLong(most));
    last = Math.min(Integer.MAX_VALUE, last * Math.max(1, times));
    at = count.end();
  }

  private void escape() {
    if (expression.startsWith("\\Q", at)) {
      int end = expression.indexOf("\\E", at);
      int stop = end < 0 ? expression.length() : end;
      before = sum(sum(before, last), stop - at);
      last = 1;
      at = Math.min(expression.length(), stop + 2);
      return;
    }
    Matcher braced = BRACED.matcher(expression).region(at + 1, expression.length());
    one(braced.lookingAt() ? braced.end() : Math.min(expression.length(), at + 2));
  }

  /// Behind the class that begins here.
  private int classEnd() {
    int end = at + 1;
    if (expression.startsWith("^", end)) {
      end++;
    }
    for (boolean first = true; end < expression.length(); first = false) {
      int named = expression.startsWith("[:", end) ? expression.indexOf(":]", end + 2) : -1;
      if (named >= 0) {
        end = named + 2;
      } else if (expression.charAt(end) == ']' && !first) {
        return end + 1;
      } else {
        end += expression.charAt(end) == '\\' ? 2 : 1;
      }
    }
    return expression.length();
  }

  private static long sum(long one, long other) {
    return Math.min(Integer.MAX_VALUE, one + other);
  }
}
