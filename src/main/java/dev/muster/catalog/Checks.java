package dev.muster.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Gathers all that is wrong in what was sent, so that it is told at once.
final class Checks {

  private static final Pattern KEY = Pattern.compile("[a-z0-9-]{1,64}");

  private final CatalogLimits limits;
  private final List<FieldError> errors = new ArrayList<>();

  Checks(CatalogLimits limits) {
    this.limits = limits;
  }

  void wrong(String path, String reason) {
    errors.add(new FieldError(path, reason));
  }

  void key(String key) {
    if (!KEY.matcher(key).matches()) {
      wrong("key", "a key has 1 to 64 of the characters a to z, 0 to 9 and -");
    }
  }

  void fixed(String path, String before, String after) {
    if (!before.equals(after)) {
      wrong(path, "cannot be changed; it is \"" + before + "\"");
    }
  }

  void unreserved(String key, Set<String> reserved) {
    if (reserved.contains(key)) {
      wrong("key", "\"" + key + "\" is the name of a group of conditions' fields; choose another");
    }
  }

  void name(String path, String name) {
    line(path, name, limits.nameLength());
  }

  void path(String path, String value) {
    // Dots may be anywhere: a key or a column may have them in its name.
    line(path, value, limits.pathLength());
  }

  void description(String path, String text) {
    if (text.length() > limits.descriptionLength()) {
      tooLong(path, limits.descriptionLength());
    }
    wellFormed(path, text);
  }

  private void line(String path, String text, int lengthMax) {
    if (text.isBlank()) {
      wrong(path, "is empty");
    } else if (text.length() > lengthMax) {
      tooLong(path, lengthMax);
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      wrong(path, "has a control character in it");
    }
    wellFormed(path, text);
  }

  private void tooLong(String path, int lengthMax) {
    wrong(path, "has more than " + lengthMax + " characters");
  }

  private void wellFormed(String path, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      wrong(path, "is not well-formed Unicode");
    }
  }

  /// @throws CatalogException with code `invalid` if anything was wrong
  void done(String what) {
    if (errors.isEmpty()) {
      return;
    }
    String detail =
        errors.size() == 1
            ? what + " is not right: " + errors.getFirst().path() + " " + errors.getFirst().reason()
            : what + " is not right in " + errors.size() + " places";
    throw new CatalogException(CatalogException.Code.INVALID, detail, errors, List.of());
  }
}
