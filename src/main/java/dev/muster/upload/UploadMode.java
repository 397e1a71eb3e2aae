package dev.muster.upload;

import java.util.List;
import java.util.Optional;

/// What an upload does with the rows of its file.
public enum UploadMode {
  /// Users in the file are updated.
  MERGE("merge", 1),
  /// Users in the file are updated, and all others lose the integration's attributes.
  REPLACE("replace", 2),
  /// Nothing is changed; it says what a merge would do.
  DRY_RUN("dry-run", 3),
  /// Nothing is changed; it says what a replace would do.
  DRY_RUN_REPLACE("dry-run-replace", 4),
  /// What another upload did is taken back.
  UNDO("undo", 5);

  private static final List<UploadMode> ALL = List.of(values());

  private final String code;
  private final int number;

  UploadMode(String code, int number) {
    this.code = code;
    this.number = number;
  }

  /// The mode's name in JSON.
  public String code() {
    return code;
  }

  /// Stands for the mode in the log; never used again for another.
  int number() {
    return number;
  }

  /// Whether nothing is changed.
  public boolean isDry() {
    return this == DRY_RUN || this == DRY_RUN_REPLACE;
  }

  /// Whether users who are not in the file lose the integration's attributes.
  public boolean replaces() {
    return this == REPLACE || this == DRY_RUN_REPLACE;
  }

  /// @param code a mode's name in JSON, exact
  public static Optional<UploadMode> ofCode(String code) {
    return ALL.stream().filter(one -> one.code.equals(code)).findFirst();
  }

  static UploadMode ofNumber(int number) {
    return ALL.stream()
        .filter(one -> one.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the unknown upload mode " + number));
  }
}
