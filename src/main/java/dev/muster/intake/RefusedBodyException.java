package dev.muster.intake;

import dev.muster.intake.Delivery.Refusal;
import java.util.OptionalInt;

/// Ends the reading of a body that nothing is taken of.
final class RefusedBodyException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;
  private final transient OptionalInt byteOffset;

  RefusedBodyException(Flaw flaw, String detail) {
    this(flaw, OptionalInt.empty(), detail);
  }

  private RefusedBodyException(Flaw flaw, OptionalInt byteOffset, String detail) {
    super(detail, null, false, false);
    this.refusal = flaw.refusal(detail);
    this.byteOffset = byteOffset;
  }

  /// It stops being JSON.
  ///
  /// @param byteOffset where, from 0
  static RefusedBodyException malformed(int byteOffset, String what) {
    return at(Flaw.MALFORMED_JSON, byteOffset, what);
  }

  /// It goes wrong at one place.
  ///
  /// @param byteOffset where, from 0
  static RefusedBodyException at(Flaw flaw, int byteOffset, String what) {
    return new RefusedBodyException(
        flaw, OptionalInt.of(byteOffset), "at byte " + byteOffset + ": " + what);
  }

  Refusal refusal() {
    return refusal;
  }

  /// Where in the body it goes wrong, if that is at one place.
  OptionalInt byteOffset() {
    return byteOffset;
  }
}
