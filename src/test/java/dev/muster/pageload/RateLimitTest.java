package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RateLimitTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong(-5);

  private final TimeMeter clock =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return now.get();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  private RateLimit limit(int perMinute) {
    return new RateLimit(perMinute, address -> address.equals("192.0.2.9"), clock);
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @Test
  void theFirstMinuteIsThereAtOnceAndThenItIsFilledEvenly() {
    RateLimit limit = limit(60);
    for (int i = 0; i < 60; i++) {
      assertThat(limit.secondsToWait(1, "192.0.2.1")).isZero();
    }
    assertThat(limit.secondsToWait(1, "192.0.2.1")).isEqualTo(1);
    now.addAndGet(SECOND);
    assertThat(limit.secondsToWait(1, "192.0.2.1")).isZero();
    assertThat(limit.secondsToWait(1, "192.0.2.1")).isEqualTo(1);
  }

  @Test
  void addressesAndEnvironmentsAreCountedApart() {
    RateLimit limit = limit(1);
    assertThat(limit.secondsToWait(1, "192.0.2.1")).isZero();
    assertThat(limit.secondsToWait(1, "192.0.2.1")).isEqualTo(60);
    assertThat(limit.secondsToWait(2, "192.0.2.1")).isZero();
    assertThat(limit.secondsToWait(1, "192.0.2.2")).isZero();
  }

  @Test
  void anIpv6NetworkCountsAsOneAddress() {
    RateLimit limit = limit(2);
    assertThat(limit.secondsToWait(1, "2001:db8:0:1:0:0:0:1")).isZero();
    assertThat(limit.secondsToWait(1, "2001:db8:0:1:0:0:0:2")).isZero();
    assertThat(limit.secondsToWait(1, "2001:db8:0:1:0:0:0:3")).isPositive();
    assertThat(limit.secondsToWait(1, "2001:db8:0:2:0:0:0:1")).isZero();
  }

  @Test
  void exemptAddressesAndALimitOfZeroAreNeverRefused() {
    RateLimit limit = limit(1);
    RateLimit none = limit(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(limit.secondsToWait(1, "192.0.2.9")).isZero();
      assertThat(none.secondsToWait(1, "192.0.2.1")).isZero();
    }
  }

  /// What is answered in a minute is at most what was there at first and what was filled in since.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noMinuteSeesMoreThanTwiceTheRate(long seed) {
    Random random = new Random(seed);
    int perMinute = 1 + random.nextInt(50);
    RateLimit limit = limit(perMinute);
    Deque<Long> answered = new ArrayDeque<>();
    for (int i = 0; i < 2_000; i++) {
      now.addAndGet(random.nextLong(2 * SECOND));
      int wait = limit.secondsToWait(1, "192.0.2.1");
      if (wait == 0) {
        answered.addLast(now.get());
      } else {
        assertThat(wait).isBetween(1, 60);
      }
      while (!answered.isEmpty() && now.get() - answered.getFirst() >= 60 * SECOND) {
        answered.removeFirst();
      }
      assertThat(answered.size()).isLessThanOrEqualTo(2 * perMinute);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoeverWaitsAsLongAsToldIsAnswered(long seed) {
    Random random = new Random(seed);
    int perMinute = 1 + random.nextInt(200);
    RateLimit limit = limit(perMinute);
    for (int i = 0; i < 500; i++) {
      int wait = limit.secondsToWait(1, "192.0.2.1");
      if (wait > 0) {
        now.addAndGet(wait * SECOND);
        assertThat(limit.secondsToWait(1, "192.0.2.1")).isZero();
      }
    }
  }
}
