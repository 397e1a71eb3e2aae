package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.pageload.ActivityBatch.Seen;
import dev.muster.population.UserId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivityBatchTest {

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static ActivityBatch random(long seed) {
    Random random = new Random(seed);
    List<Seen> seen = new ArrayList<>();
    int count = random.nextInt(20);
    for (int i = 0; i < count; i++) {
      byte[] id = new byte[1 + random.nextInt(UserId.BYTES_MAX)];
      random.nextBytes(id);
      long first = random.nextLong(1L << 50);
      seen.add(
          new Seen(
              random.nextInt(Integer.MAX_VALUE),
              UserId.ofUtf8(id),
              first,
              first + random.nextLong(1L << random.nextInt(40))));
    }
    return new ActivityBatch(seen);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aBatchSurvivesItsBytes(long seed) {
    ActivityBatch batch = random(seed);
    assertThat(ActivityBatch.of(ByteBuffer.wrap(batch.bytes()))).isEqualTo(batch);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aBatchThatIsCutIsRefused(long seed) {
    byte[] bytes = random(seed).bytes();
    byte[] cut = Arrays.copyOf(bytes, new Random(seed).nextInt(bytes.length));
    assertThatThrownBy(() -> ActivityBatch.of(ByteBuffer.wrap(cut)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tenThousandOfTheLongestUsersFitIntoARecord() {
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String id = "x".repeat(UserId.BYTES_MAX - 5) + "%05d".formatted(i);
      seen.add(new Seen(Integer.MAX_VALUE, UserId.of(id), i, Long.MAX_VALUE));
    }
    assertThat(new ActivityBatch(seen).bytes().length).isLessThan(3 << 20);
  }
}
