package dev.muster.intake;

/// How much one body may hold. What goes beyond is refused whole, before anything of it is taken.
///
/// @param bodyBytesMax of a body, before and after inflation, in bytes
/// @param depthMax objects and arrays within each other, counted from the delivery's own object
/// @param keysMax names in one delivery, at all depths: with so many it is refused
/// @param batchMax objects in an array
public record IntakeLimits(int bodyBytesMax, int depthMax, int keysMax, int batchMax) {

  /// The limits where nothing else is configured.
  public static final IntakeLimits DEFAULT = new IntakeLimits(1 << 20, 64, 10_000, 1_000);

  /// @throws IllegalArgumentException if a limit is not more than zero
  public IntakeLimits {
    if (bodyBytesMax < 1 || depthMax < 1 || keysMax < 1 || batchMax < 1) {
      throw new IllegalArgumentException("a limit of intake is not more than zero");
    }
  }

  /// The same with at most so many objects in an array.
  IntakeLimits withBatchOf(int most) {
    return new IntakeLimits(bodyBytesMax, depthMax, keysMax, Math.min(batchMax, most));
  }
}
