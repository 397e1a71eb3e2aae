package dev.muster.condition;

import com.google.re2j.Pattern;
import java.util.Set;

/// A test of one string. With `ignoreCase` both sides are compared after [TextTest#fold], and the
/// texts held here are already folded.
public sealed interface TextTest {

  /// Whether the string passes.
  boolean passes(String value);

  /// The form in which strings are compared without case: upper case, then lower case, character by
  /// character, independent of any locale (as in [String#equalsIgnoreCase]).
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /// Equal to one of the texts: `=` and `in`.
  record OneOf(Set<String> texts, boolean ignoreCase) implements TextTest {
    /// Copies the set.
    public OneOf {
      texts = Set.copyOf(texts);
    }

    @Override
    public boolean passes(String value) {
      return texts.contains(ignoreCase ? fold(value) : value);
    }
  }

  /// Has the text in it.
  record Contains(String text, boolean ignoreCase) implements TextTest {
    @Override
    public boolean passes(String value) {
      return (ignoreCase ? fold(value) : value).contains(text);
    }
  }

  /// Starts with the text.
  record BeginsWith(String text, boolean ignoreCase) implements TextTest {
    @Override
    public boolean passes(String value) {
      return (ignoreCase ? fold(value) : value).startsWith(text);
    }
  }

  /// Ends with the text.
  record EndsWith(String text, boolean ignoreCase) implements TextTest {
    @Override
    public boolean passes(String value) {
      return (ignoreCase ? fold(value) : value).endsWith(text);
    }
  }

  /// Has a part that the RE2 expression matches (anchor it with `^` and `$` for the whole); case is
  /// part of the expression.
  record Matches(Pattern pattern) implements TextTest {
    @Override
    public boolean passes(String value) {
      return pattern.matcher(value).find();
    }
  }
}
