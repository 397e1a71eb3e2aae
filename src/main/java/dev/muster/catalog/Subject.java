package dev.muster.catalog;

/// What a link or a mailing shows.
///
/// @param kind which of the two
/// @param key its key
public record Subject(Kind kind, String key) {

  /// What can be shown.
  public enum Kind {
    /// One report.
    REPORT("report"),
    /// All reports of a dashboard.
    DASHBOARD("dashboard");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /// As it is written.
    public String code() {
      return code;
    }
  }

  /// A report.
  public static Subject report(String key) {
    return new Subject(Kind.REPORT, key);
  }

  /// A dashboard.
  public static Subject dashboard(String key) {
    return new Subject(Kind.DASHBOARD, key);
  }

  /// `report weekly`
  @Override
  public String toString() {
    return kind.code() + " " + key;
  }
}
