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
    return new RefusedBodyException(
        Flaw.MALFORMED_JSON, OptionalInt.of(byteOffset), "at byte " + byteOffset + ": " + what);
  }

  Refusal refusal() {
    return refusal;
  }

  /// Where the body stops being JSON, if that is what is wrong.
  OptionalInt byteOffset() {
    return byteOffset;
  }
}
