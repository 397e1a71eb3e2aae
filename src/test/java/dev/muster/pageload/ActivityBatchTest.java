package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.pageload.ActivityBatch.Load;
import dev.muster.pageload.ActivityBatch.Seen;
import dev.muster.population.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivityBatchTest {

  private static final List<List<String>> SETS =
      List.of(List.of(), List.of("pro"), List.of("pro", "new-users"));

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
      long at = random.nextLong(1L << 50);
      List<Load> loads = new ArrayList<>();
      for (int more = random.nextInt(4); more >= 0; more--) {
        at += random.nextLong(1L << random.nextInt(40));
        String page = random.nextInt(3) == 0 ? null : "/päge/" + random.nextInt(5);
        loads.add(new Load(at, page, SETS.get(random.nextInt(SETS.size()))));
      }
      seen.add(new Seen(random.nextInt(Integer.MAX_VALUE), UserId.ofUtf8(id), loads));
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
  void aBatchIsNeverLargerThanItSaysItMayBe() {
    for (long seed = 0; seed < 100; seed++) {
      ActivityBatch batch = random(seed);
      int most = batch.seen().stream().mapToInt(Seen::bytesMax).sum() + 24;
      assertThat(batch.bytes().length).isLessThanOrEqualTo(most);
    }
  }

  /// As written by 0.1 before there were reports of activity: form, base, one user, its
  /// environment, identifier, first page load and how much later the last was.
  @Test
  void aBatchOfFirstAndLastPageLoadsIsStillRead() {
    ByteBuffer old = ByteBuffer.allocate(64).put((byte) 1).putLong(5_000);
    old.put((byte) 1).put((byte) 7).put((byte) 3).put("ann".getBytes(StandardCharsets.US_ASCII));
    old.put((byte) 10).put((byte) 20).flip();
    assertThat(ActivityBatch.isOld(old)).isTrue();
    assertThat(ActivityBatch.of(old).seen())
        .containsExactly(
            new Seen(
                7,
                UserId.of("ann"),
                List.of(new Load(5_010, null, List.of()), new Load(5_030, null, List.of()))));
  }
}
