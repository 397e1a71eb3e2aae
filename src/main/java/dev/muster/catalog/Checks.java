package dev.muster.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Gathers all that is wrong in what was sent, so that it is told at once.
final class Checks {

  /// The pages of the console on which something is made, which stand where its key would.
  static final Set<String> ADDRESSES = Set.of("new");

  private static final Pattern KEY = Pattern.compile("[a-z0-9-]{1,64}");

  private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,189}");

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
      wrong(
          "key",
          "\""
              + key
              + "\" is reserved: it stands for something else in paths or conditions; choose another");
    }
  }

  void name(String path, String name) {
    line(path, name, limits.nameLength());
  }

  /// Whether mail reaches it cannot be seen from its form, so only the form is looked at.
  void email(String path, String email) {
    if (!EMAIL.matcher(email.strip()).matches()
        || email.chars().anyMatch(Character::isISOControl)) {
      wrong(path, "is not an e-mail address: ann@example.com");
    }
    wellFormed(path, email);
  }

  /// An address to which mails go.
  void recipient(String path, String address) {
    if (!MailAddress.is(address)) {
      wrong(path, "is not an e-mail address: ann@example.com");
    }
  }

  void size(String path, String text, int lengthMax) {
    if (text.length() > lengthMax) {
      tooLong(path, lengthMax);
    }
    wellFormed(path, text);
  }

  /// @param email of the person whose password it is to be
  void password(String path, String password, String email) {
    int length = password.codePointCount(0, password.length());
    if (length < Passwords.LENGTH_MIN) {
      wrong(path, "has fewer than " + Passwords.LENGTH_MIN + " characters");
    } else if (length > Passwords.LENGTH_MAX) {
      tooLong(path, Passwords.LENGTH_MAX);
    } else if (Person.folded(password).equals(Person.folded(email))) {
      wrong(path, "is the e-mail address; choose something that nobody else knows");
    } else if (password.codePoints().distinct().count() < 4) {
      wrong(path, "has fewer than 4 different characters");
    }
    wellFormed(path, password);
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

  void line(String path, String text, int lengthMax) {
    if (text.isBlank()) {
      wrong(path, "is empty");
    } else if (text.length() > lengthMax) {
      tooLong(path, lengthMax);
    } else if (text.chars().anyMatch(Checks::endsLine)) {
      wrong(path, "has a control character in it");
    }
    wellFormed(path, text);
  }

  private static boolean endsLine(int c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
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
            ? what
                + " is not right: "
                + errors.getFirst().path()
                + ": "
                + errors.getFirst().reason()
            : what + " is not right in " + errors.size() + " places";
    throw new CatalogException(CatalogException.Code.INVALID, detail, errors, List.of());
  }
}
