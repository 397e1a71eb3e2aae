package dev.muster.upload;

import java.util.List;

/// How far an upload is.
public enum UploadStatus {
  /// Not all of its file has arrived.
  RECEIVING("receiving", 1),
  /// Its file is there; another upload runs before it.
  WAITING("waiting", 2),
  /// It runs.
  RUNNING("running", 3),
  /// It has ended as it should.
  DONE("done", 4),
  /// It has ended before its time; what was taken until then stays.
  FAILED("failed", 5),
  /// Somebody has stopped it; what was taken until then stays.
  CANCELLED("cancelled", 6);

  private static final List<UploadStatus> ALL = List.of(values());

  private final String code;
  private final int number;

  UploadStatus(String code, int number) {
    this.code = code;
    this.number = number;
  }

  /// The status's name in JSON.
  public String code() {
    return code;
  }

  /// Stands for the status in the log; never used again for another.
  int number() {
    return number;
  }

  /// Whether nothing more will happen.
  public boolean isOver() {
    return switch (this) {
      case RECEIVING, WAITING, RUNNING -> false;
      case DONE, FAILED, CANCELLED -> true;
    };
  }

  static UploadStatus ofNumber(int number) {
    return ALL.stream()
        .filter(one -> one.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the unknown upload status " + number));
  }
}
