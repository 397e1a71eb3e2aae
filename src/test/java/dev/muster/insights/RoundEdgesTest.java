package dev.muster.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundEdgesTest {

  private static double[] edges(double least, double greatest, boolean whole, int ranges) {
    RoundEdges edges = RoundEdges.of(least, greatest, whole, ranges);
    return IntStream.rangeClosed(0, edges.ranges()).mapToDouble(edges::edge).toArray();
  }

  @Test
  void edgesAreNumbersThatPeopleCanRead() {
    assertThat(edges(0, 100, true, 5)).containsExactly(0, 25, 50, 75, 100, 125);
    assertThat(edges(3, 1_199_999, true, 6))
        .containsExactly(0, 200_000, 400_000, 600_000, 800_000, 1_000_000, 1_200_000);
    assertThat(edges(-0.3, 0.4, false, 10))
        .containsExactly(-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.5);
    assertThat(edges(12.5, 12.5, false, 20)).containsExactly(12, 14);
  }

  @Test
  void wholeNumbersHaveNoRangesBetweenThem() {
    assertThat(edges(1, 5, true, 20)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(edges(7, 7, true, 20)).containsExactly(7, 8);
    assertThat(edges(0, 0, true, 20)).containsExactly(0, 1);
    assertThat(edges(1, 24, true, 10)).containsExactly(0, 5, 10, 15, 20, 25);
  }

  @Test
  void theLargestAndTheSmallestNumbersHaveRanges() {
    double[] all = edges(-Double.MAX_VALUE, Double.MAX_VALUE, false, 10);
    assertThat(all[0]).isEqualTo(-Double.MAX_VALUE);
    assertThat(all[all.length - 1]).isEqualTo(Double.MAX_VALUE);
    assertThat(edges(0, Double.MIN_VALUE, false, 10)).hasSizeGreaterThan(1);
    double large = 1e15;
    assertThat(edges(large, Math.nextUp(large), false, 100)[0]).isLessThanOrEqualTo(large);
    assertThat(edges(Double.MIN_VALUE, Double.MIN_VALUE, false, 10)).hasSizeGreaterThan(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyNumberIsInTheRangeThatItsEdgesSay(long seed) {
    Random random = new Random(seed);
    double scale = Math.pow(10, random.nextInt(30) - 15);
    boolean whole = random.nextBoolean();
    double[] numbers =
        random
            .doubles(300, -1, 1)
            .map(one -> whole ? Math.rint(one * 1000) : one * scale)
            .sorted()
            .toArray();
    int rangesMax = 2 + random.nextInt(99);
    RoundEdges edges = RoundEdges.of(numbers[0], numbers[299], whole, rangesMax);
    assertThat(edges.ranges()).isBetween(1, rangesMax);
    for (double number : numbers) {
      int range = edges.of(number);
      assertThat(number)
          .isGreaterThanOrEqualTo(edges.edge(range))
          .isLessThan(edges.edge(range + 1));
    }
    assertThat(edges.of(Math.nextDown(numbers[0]))).isGreaterThanOrEqualTo(edges.ranges());
    assertThat(edges.of(Math.nextUp(numbers[299]))).isGreaterThanOrEqualTo(edges.ranges());
  }
}
