package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.pageload.ActivityBatch.Load;
import dev.muster.pageload.ActivityBatch.Seen;
import dev.muster.population.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ActivityBufferTest {

  private static final UserId ANN = UserId.of("ann@example.com");
  private static final UserId BOB = UserId.of("bob@example.com");
  private static final int BYTES = 1 << 20;

  private static Load load(long atMillis) {
    return new Load(atMillis, "/pricing", List.of("pro"));
  }

  private static Seen seen(int environmentId, UserId user, long... atMillis) {
    List<Load> loads = new ArrayList<>();
    for (long at : atMillis) {
      loads.add(load(at));
    }
    return new Seen(environmentId, user, loads);
  }

  @Test
  void pageLoadsOfOneUserBecomeOneEntryInOrder() {
    ActivityBuffer buffer = new ActivityBuffer(10);
    buffer.seen(1, ANN, load(2_000));
    buffer.seen(1, ANN, load(1_000));
    buffer.seen(1, ANN, load(3_000));
    buffer.seen(2, ANN, load(5_000));
    assertThat(buffer.drain(BYTES).seen())
        .containsExactlyInAnyOrder(seen(1, ANN, 1_000, 2_000, 3_000), seen(2, ANN, 5_000));
    assertThat(buffer.drain(BYTES).seen()).isEmpty();
  }

  @Test
  void aFullBufferForgetsPageLoadsAndCountsThem() {
    ActivityBuffer buffer = new ActivityBuffer(2);
    buffer.seen(1, ANN, load(1_000));
    buffer.seen(1, ANN, load(2_000));
    buffer.seen(1, BOB, load(1_000));
    buffer.seen(1, ANN, load(3_000));
    assertThat(buffer.forgotten()).isEqualTo(2);
    assertThat(buffer.drain(BYTES).seen()).containsExactly(seen(1, ANN, 1_000, 2_000));

    buffer.seen(1, BOB, load(3_000));
    assertThat(buffer.drain(BYTES).seen()).containsExactly(seen(1, BOB, 3_000));
    assertThat(buffer.forgotten()).isEqualTo(2);
  }

  @Test
  void whatIsGivenBackIsDrainedAgainWithWhatCameSince() {
    ActivityBuffer buffer = new ActivityBuffer(10);
    buffer.seen(1, ANN, load(1_000));
    ActivityBatch failed = buffer.drain(BYTES);
    buffer.seen(1, ANN, load(2_000));
    buffer.giveBack(failed);
    assertThat(buffer.drain(BYTES).seen()).containsExactly(seen(1, ANN, 1_000, 2_000));
  }

  @Test
  void aBatchIsAboutAsLargeAsWanted() {
    ActivityBuffer buffer = new ActivityBuffer(10_000);
    for (int i = 0; i < 1_000; i++) {
      buffer.seen(1, UserId.of("user-" + i), load(i));
    }
    int users = 0;
    for (ActivityBatch batch = buffer.drain(4_096);
        !batch.seen().isEmpty();
        batch = buffer.drain(4_096)) {
      assertThat(batch.bytes().length).isLessThan(5_000);
      users += batch.seen().size();
    }
    assertThat(users).isEqualTo(1_000);
  }

  @Test
  void nothingIsLostBetweenThreadsThatSeeAndOneThatDrains() throws InterruptedException {
    ActivityBuffer buffer = new ActivityBuffer(100_000);
    List<Thread> seeing = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int from = t * 10_000;
      seeing.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 1; i <= 10_000; i++) {
                  buffer.seen(1, UserId.of("user-" + i % 97), load(from + i));
                }
              }));
    }
    Map<UserId, Set<Long>> found = new HashMap<>();
    while (seeing.stream().anyMatch(Thread::isAlive)) {
      collect(buffer, found);
    }
    for (Thread thread : seeing) {
      thread.join();
    }
    collect(buffer, found);

    Map<UserId, Set<Long>> expected = new HashMap<>();
    for (int i = 1; i <= 40_000; i++) {
      int of = i % 10_000 == 0 ? 10_000 : i % 10_000;
      expected.computeIfAbsent(UserId.of("user-" + of % 97), _ -> new TreeSet<>()).add((long) i);
    }
    assertThat(found).isEqualTo(expected);
    assertThat(buffer.forgotten()).isZero();
  }

  private static void collect(ActivityBuffer buffer, Map<UserId, Set<Long>> found) {
    for (ActivityBatch batch = buffer.drain(2_000);
        !batch.seen().isEmpty();
        batch = buffer.drain(2_000)) {
      for (Seen one : batch.seen()) {
        for (Load load : one.loads()) {
          assertThat(found.computeIfAbsent(one.user(), _ -> new TreeSet<>()).add(load.atMillis()))
              .as("seen once")
              .isTrue();
        }
      }
    }
  }
}
