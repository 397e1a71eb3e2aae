package dev.muster.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random numbers, few and many, low and high, against adding them up one by one.
class CountsLawsTest {

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countsTellTheNumbersAsTheyAre(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 65_536 : 500);
    int[] numbers = numbers(random, size);
    Counts counts = Counts.of(numbers, size);
    check(counts, numbers, random);
    ByteBuffer bytes = ByteBuffer.allocate(counts.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    counts.write(bytes);
    assertThat(bytes.remaining()).isZero();
    check(Counts.read(bytes.flip(), size), numbers, random);
  }

  private static int[] numbers(Random random, int size) {
    double some = random.nextDouble() * random.nextDouble();
    double more = random.nextDouble();
    // One in a while is far beyond the others: what does not fit into a byte.
    int far = random.nextInt(3) == 0 ? 100_000 : 20;
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      if (random.nextDouble() < some) {
        do {
          numbers[i]++;
        } while (random.nextDouble() < more && numbers[i] < 40);
        numbers[i] += random.nextInt(20) == 0 ? random.nextInt(far) : 0;
      }
    }
    return numbers;
  }

  private static void check(Counts counts, int[] numbers, Random random) {
    int size = numbers.length;
    assertThat(counts.numbers(size)).isEqualTo(numbers);
    assertThat(counts.sum()).isEqualTo(IntStream.of(numbers).asLongStream().sum());
    IntStream positive = IntStream.range(0, size).filter(i -> numbers[i] > 0);
    assertThat(counts.positive().count()).isEqualTo((int) positive.count());
    double share = random.nextDouble();
    long[] mask = new long[(size + 63) >> 6];
    long expected = 0;
    for (int i = 0; i < size; i++) {
      if (random.nextDouble() < share) {
        mask[i >> 6] |= 1L << i;
        expected += numbers[i];
      }
    }
    assertThat(counts.sumIn(mask, new long[mask.length])).isEqualTo(expected);
  }
}
