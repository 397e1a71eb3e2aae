package dev.muster.catalog;

import java.util.Arrays;
import java.util.Optional;

/// Where a page knows the identifier of its end user.
///
/// @param method how it is found
/// @param name of the variable (a path: `app.user.email`), the cookie, the key of the storage or
///   the parameter; the CSS selector of the element; empty if the page calls
/// @param attribute of the element that holds it; empty: its text, or no element
public record IdentifierSource(Method method, String name, Optional<String> attribute) {

  /// The page says it: `muster.identify('ann@example.com')`.
  public static final IdentifierSource CALL =
      new IdentifierSource(Method.CALL, "", Optional.empty());

  /// The ways to find an identifier.
  public enum Method {
    /// The page calls `muster.identify`.
    CALL("call"),
    /// A global variable.
    VARIABLE("variable"),
    /// A cookie that scripts can read.
    COOKIE("cookie"),
    /// A key of the local storage.
    LOCAL_STORAGE("local-storage"),
    /// A key of the session storage.
    SESSION_STORAGE("session-storage"),
    /// A parameter of the page's address.
    PARAMETER("parameter"),
    /// An element of the page.
    ELEMENT("element");

    private final String code;

    Method(String code) {
      this.code = code;
    }

    /// As it is written in JSON.
    public String code() {
      return code;
    }

    /// The method that is written like this.
    public static Optional<Method> ofCode(String code) {
      return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }
  }
}
