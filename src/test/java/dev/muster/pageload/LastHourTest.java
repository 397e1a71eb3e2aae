package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LastHourTest {

  private static final long MINUTE = 60_000;

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void itCountsWhatWasInTheSixtyMinutesThatEndNow(long seed) {
    Random random = new Random(seed);
    LastHour hour = new LastHour();
    List<Long> all = new ArrayList<>();
    long now = 1_790_000_000_000L + random.nextLong(MINUTE);
    for (int i = 0; i < 500; i++) {
      now += random.nextInt(10) == 0 ? random.nextLong(90 * MINUTE) : random.nextLong(MINUTE);
      hour.add(now);
      all.add(now);
      long minute = now / MINUTE;
      assertThat(hour.count(now))
          .isEqualTo(all.stream().filter(at -> at / MINUTE > minute - 60).count());
    }
    assertThat(hour.count(now + 61 * MINUTE)).isZero();
  }
}
