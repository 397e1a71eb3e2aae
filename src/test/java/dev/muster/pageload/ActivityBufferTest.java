package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.pageload.ActivityBatch.Seen;
import dev.muster.population.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivityBufferTest {

  private static final UserId ANN = UserId.of("ann@example.com");
  private static final UserId BOB = UserId.of("bob@example.com");

  @Test
  void pageLoadsOfOneUserBecomeOneEntry() {
    ActivityBuffer buffer = new ActivityBuffer(10);
    buffer.seen(1, ANN, 2_000);
    buffer.seen(1, ANN, 1_000);
    buffer.seen(1, ANN, 3_000);
    buffer.seen(2, ANN, 5_000);
    assertThat(buffer.drain(10).seen())
        .containsExactlyInAnyOrder(new Seen(1, ANN, 1_000, 3_000), new Seen(2, ANN, 5_000, 5_000));
    assertThat(buffer.drain(10).seen()).isEmpty();
  }

  @Test
  void aFullBufferForgetsNewUsersAndCountsThem() {
    ActivityBuffer buffer = new ActivityBuffer(1);
    buffer.seen(1, ANN, 1_000);
    buffer.seen(1, BOB, 1_000);
    buffer.seen(1, ANN, 2_000);
    assertThat(buffer.forgotten()).isEqualTo(1);
    assertThat(buffer.drain(10).seen()).containsExactly(new Seen(1, ANN, 1_000, 2_000));

    buffer.seen(1, BOB, 3_000);
    assertThat(buffer.drain(10).seen()).containsExactly(new Seen(1, BOB, 3_000, 3_000));
  }

  @Test
  void whatIsGivenBackIsDrainedAgainWithWhatCameSince() {
    ActivityBuffer buffer = new ActivityBuffer(10);
    buffer.seen(1, ANN, 1_000);
    ActivityBatch failed = buffer.drain(10);
    buffer.seen(1, ANN, 2_000);
    buffer.giveBack(failed);
    assertThat(buffer.drain(10).seen()).containsExactly(new Seen(1, ANN, 1_000, 2_000));
  }

  @Test
  void nothingIsLostBetweenThreadsThatSeeAndOneThatDrains() throws InterruptedException {
    ActivityBuffer buffer = new ActivityBuffer(1_000);
    List<Thread> seeing = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int from = t * 10_000;
      seeing.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 1; i <= 10_000; i++) {
                  buffer.seen(1, UserId.of("user-" + i % 97), from + i);
                }
              }));
    }
    Map<UserId, Long> last = new HashMap<>();
    while (seeing.stream().anyMatch(Thread::isAlive)) {
      collect(buffer, last);
    }
    for (Thread thread : seeing) {
      thread.join();
    }
    collect(buffer, last);

    Map<UserId, Long> expected = new HashMap<>();
    for (int i = 1; i <= 10_000; i++) {
      expected.merge(UserId.of("user-" + i % 97), 30_000L + i, Math::max);
    }
    assertThat(last).isEqualTo(expected);
    assertThat(buffer.forgotten()).isZero();
  }

  private static void collect(ActivityBuffer buffer, Map<UserId, Long> last) {
    List<Seen> drained;
    do {
      drained = buffer.drain(50).seen();
      drained.forEach(one -> last.merge(one.user(), one.lastMillis(), Math::max));
    } while (drained.size() == 50);
  }
}
