package dev.muster.population;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Loops over the JDK's Vector API. Loaded only where its module is.
///
/// A range of unsigned codes is one comparison: with the first code taken off, what lies below it
/// becomes greater than every span.
final class VectorKernels implements Kernels {

  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  @Override
  public void bytes(byte[] codes, int first, int last, long[] out) {
    byte span = (byte) (last - first);
    int lanes = BYTES.length();
    for (int word = 0; word < codes.length >> 6; word++) {
      long bits = 0;
      for (int i = 0; i < 64; i += lanes) {
        bits |=
            ByteVector.fromArray(BYTES, codes, (word << 6) + i)
                    .sub((byte) first)
                    .compare(VectorOperators.ULE, span)
                    .toLong()
                << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public void shorts(short[] codes, int first, int last, long[] out) {
    short span = (short) (last - first);
    int lanes = SHORTS.length();
    for (int word = 0; word < codes.length >> 6; word++) {
      long bits = 0;
      for (int i = 0; i < 64; i += lanes) {
        bits |=
            ShortVector.fromArray(SHORTS, codes, (word << 6) + i)
                    .sub((short) first)
                    .compare(VectorOperators.ULE, span)
                    .toLong()
                << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public void ints(int[] codes, int first, int last, long[] out) {
    int span = last - first;
    int lanes = INTS.length();
    for (int word = 0; word < codes.length >> 6; word++) {
      long bits = 0;
      for (int i = 0; i < 64; i += lanes) {
        bits |=
            IntVector.fromArray(INTS, codes, (word << 6) + i)
                    .sub(first)
                    .compare(VectorOperators.ULE, span)
                    .toLong()
                << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public void longs(long[] codes, long first, long last, long[] out) {
    long span = last - first;
    int lanes = LONGS.length();
    for (int word = 0; word < codes.length >> 6; word++) {
      long bits = 0;
      for (int i = 0; i < 64; i += lanes) {
        bits |=
            LongVector.fromArray(LONGS, codes, (word << 6) + i)
                    .sub(first)
                    .compare(VectorOperators.ULE, span)
                    .toLong()
                << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public void doubles(double[] numbers, double first, double last, long[] out) {
    int lanes = DOUBLES.length();
    for (int word = 0; word < numbers.length >> 6; word++) {
      long bits = 0;
      for (int i = 0; i < 64; i += lanes) {
        DoubleVector vector = DoubleVector.fromArray(DOUBLES, numbers, (word << 6) + i);
        bits |=
            vector
                    .compare(VectorOperators.GE, first)
                    .and(vector.compare(VectorOperators.LE, last))
                    .toLong()
                << i;
      }
      out[word] |= bits;
    }
  }

  @Override
  public String name() {
    return "vector";
  }
}
