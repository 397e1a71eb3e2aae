package dev.muster.population;

/// Plain loops, for a JVM without the Vector API.
final class ScalarKernels implements Kernels {

  @Override
  public void bytes(byte[] codes, int first, int last, long[] out) {
    int span = last - first;
    for (int word = 0; word < codes.length >> 6; word++) {
      long bits = 0;
      int from = word << 6;
      for (int i = 0; i < 64; i++) {
        int distance = (codes[from + i] & 0xFF) - first;
        bits |= (long) (inside(distance, span) ? 1 : 0) << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public void shorts(short[] codes, int first, int last, long[] out) {
    int span = last - first;
    for (int word = 0; word < codes.length >> 6; word++) {
      long bits = 0;
      int from = word << 6;
      for (int i = 0; i < 64; i++) {
        int distance = (codes[from + i] & 0xFFFF) - first;
        bits |= (long) (inside(distance, span) ? 1 : 0) << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public void ints(int[] codes, int first, int last, long[] out) {
    int span = last - first;
    for (int word = 0; word < codes.length >> 6; word++) {
      long bits = 0;
      int from = word << 6;
      for (int i = 0; i < 64; i++) {
        boolean in = Integer.compareUnsigned(codes[from + i] - first, span) <= 0;
        bits |= (long) (in ? 1 : 0) << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public void longs(long[] codes, long first, long last, long[] out) {
    for (int word = 0; word < codes.length >> 6; word++) {
      long bits = 0;
      int from = word << 6;
      for (int i = 0; i < 64; i++) {
        long code = codes[from + i];
        bits |= (long) (code >= first && code <= last ? 1 : 0) << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public void doubles(double[] numbers, double first, double last, long[] out) {
    for (int word = 0; word < numbers.length >> 6; word++) {
      long bits = 0;
      int from = word << 6;
      for (int i = 0; i < 64; i++) {
        double number = numbers[from + i];
        bits |= (long) (number >= first && number <= last ? 1 : 0) << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public String name() {
    return "scalar";
  }

  private static boolean inside(int distance, int span) {
    return distance >= 0 && distance <= span;
  }
}
