package dev.muster.catalog;

import java.util.List;

/// A change that was refused; the catalog is as before.
public final class CatalogException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Why changes are refused.
  public enum Code {
    /// What was sent is not well-formed; the errors say where.
    INVALID("invalid"),
    /// What it is about does not exist.
    NOT_FOUND("not-found"),
    /// The key is taken.
    ALREADY_EXISTS("already-exists"),
    /// Someone else changed it first.
    VERSION_CONFLICT("version-conflict"),
    /// The integrations of the system would fill more attributes than it may have.
    ATTRIBUTE_LIMIT("attribute-limit"),
    /// There would be more of something than there may be.
    LIMIT("limit"),
    /// Something depends on it; goes through if confirmed.
    IN_USE("in-use"),
    /// It erases data; goes through if confirmed.
    CONFIRMATION_REQUIRED("confirmation-required"),
    /// Segments that cannot be published.
    UNRESOLVED("unresolved"),
    /// Nobody could manage people any more.
    LAST_ADMIN("last-admin"),
    /// A one-time link that is not, or no longer.
    LINK_UNKNOWN("link-unknown"),
    /// It is not the person's password.
    WRONG_PASSWORD("wrong-password"),
    /// The actor's role does not include it.
    FORBIDDEN("forbidden"),
    /// The log did not take it: try again later.
    UNAVAILABLE("unavailable");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /// The end of the problem's type.
    public String text() {
      return text;
    }
  }

  private final Code code;
  private final transient List<FieldError> errors;
  private final transient List<Dependent> dependents;

  CatalogException(Code code, String detail) {
    this(code, detail, List.of(), List.of());
  }

  CatalogException(Code code, String detail, List<FieldError> errors, List<Dependent> dependents) {
    super(detail);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.dependents = List.copyOf(dependents);
  }

  /// Why, for programs.
  public Code code() {
    return code;
  }

  /// Why, for people.
  public String detail() {
    return String.valueOf(getMessage());
  }

  /// All that is wrong at once; empty unless the code is [Code#INVALID] or [Code#UNRESOLVED].
  public List<FieldError> errors() {
    return errors;
  }

  /// All that depends on it; empty unless the code is [Code#IN_USE].
  public List<Dependent> dependents() {
    return dependents;
  }
}
