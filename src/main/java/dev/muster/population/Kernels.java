package dev.muster.population;

/// The inner loops of scans: which rows have a code in a range. Each adds its rows to a selection
/// of a bit a row, and looks at all rows of an array whose length is a multiple of 64.
interface Kernels {

  /// Codes are unsigned bytes; both ends are included.
  void bytes(byte[] codes, int first, int last, long[] out);

  /// Codes are unsigned shorts; both ends are included.
  void shorts(short[] codes, int first, int last, long[] out);

  /// Codes are unsigned; both ends are included.
  void ints(int[] codes, int first, int last, long[] out);

  /// Codes are not negative; both ends are included.
  void longs(long[] codes, long first, long last, long[] out);

  /// Numbers from the first to the last, both included; NaN is in no range.
  void doubles(double[] numbers, double first, double last, long[] out);

  /// What they are called in metrics and benchmarks.
  String name();

  /// The fastest that this JVM can run: those of the Vector API, if its module is there and the
  /// system property `muster.scalar` is not `true`.
  static Kernels best() {
    return Boolean.getBoolean("muster.scalar") ? Holder.SCALAR : Holder.BEST;
  }

  /// Chooses once.
  final class Holder {
    private static final Kernels SCALAR = new ScalarKernels();
    private static final Kernels BEST =
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? new VectorKernels()
            : SCALAR;

    private Holder() {}
  }
}
