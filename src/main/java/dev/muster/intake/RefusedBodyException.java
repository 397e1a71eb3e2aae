package dev.muster.intake;

import dev.muster.intake.Delivery.Refusal;
import java.util.OptionalInt;

/// Ends the reading of a body that nothing is taken of.
final class RefusedBodyException extends Exception {
  private static final long serialVersionUID = 1;

  private final Flaw flaw;
  private final String what;
  private final transient OptionalInt byteOffset;

  RefusedBodyException(Flaw flaw, String detail) {
    this(flaw, OptionalInt.empty(), detail);
  }

  private RefusedBodyException(Flaw flaw, OptionalInt byteOffset, String what) {
    super(what, null, false, false);
    this.flaw = flaw;
    this.what = what;
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
    return new RefusedBodyException(flaw, OptionalInt.of(byteOffset), what);
  }

  /// The same where what was read is only a part of what was sent.
  ///
  /// @param from where in it the part begins
  RefusedBodyException within(int from) {
    return byteOffset.isEmpty() || from == 0 ? this : at(flaw, byteOffset.getAsInt() + from, what);
  }

  Refusal refusal() {
    return flaw.refusal(
        byteOffset.isPresent() ? "at byte " + byteOffset.getAsInt() + ": " + what : what);
  }

  /// Where in the body it goes wrong, if that is at one place.
  OptionalInt byteOffset() {
    return byteOffset;
  }
}
