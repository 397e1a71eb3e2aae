package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5_000);
  private final Deadlines deadlines = new Deadlines(Duration.ofNanos(1_000), clock::get);
  private final List<String> expired = new ArrayList<>();

  @Test
  void whatIsNotStoppedInTimeExpiresOnce() {
    Deadlines.Timed late = timed("late");
    Deadlines.Timed done = timed("done");
    deadlines.start(late);
    deadlines.start(done);
    done.stop();

    clock.addAndGet(999);
    deadlines.expire();
    assertThat(expired).isEmpty();

    clock.addAndGet(1);
    deadlines.expire();
    deadlines.expire();
    assertThat(expired).containsExactly("late");
  }

  @Test
  void startingAgainGivesTheWholeTimeAgainAlsoInAnotherList() {
    Deadlines other = new Deadlines(Duration.ofNanos(10_000), clock::get);
    Deadlines.Timed moved = timed("moved");
    deadlines.start(moved);
    clock.addAndGet(900);
    other.start(moved);
    clock.addAndGet(9_999);
    deadlines.expire();
    other.expire();
    assertThat(expired).isEmpty();

    clock.addAndGet(1);
    other.expire();
    assertThat(expired).containsExactly("moved");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyOrderOfStartsAndStopsExpiresWhatAMapOfEndsSays(long seed) {
    Random random = new Random(seed);
    List<Deadlines.Timed> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(timed(Integer.toString(i)));
    }
    Map<String, Long> ends = new HashMap<>();
    List<String> expected = new ArrayList<>();
    long now = 0;
    for (int step = 0; step < 2_000; step++) {
      int which = random.nextInt(all.size());
      switch (random.nextInt(3)) {
        case 0 -> {
          deadlines.start(all.get(which));
          ends.put(Integer.toString(which), now + 1_000);
        }
        case 1 -> {
          all.get(which).stop();
          ends.remove(Integer.toString(which));
        }
        default -> {
          int passed = 1 + random.nextInt(300);
          now += passed;
          clock.addAndGet(passed);
          long at = now;
          ends.entrySet().stream()
              .filter(end -> end.getValue() <= at)
              .sorted(Map.Entry.comparingByValue())
              .forEach(end -> expected.add(end.getKey()));
          ends.values().removeIf(end -> end <= at);
          deadlines.expire();
        }
      }
    }
    assertThat(expired).containsExactlyInAnyOrderElementsOf(expected).isNotEmpty();
  }

  private Deadlines.Timed timed(String name) {
    return new Deadlines.Timed() {
      @Override
      void expired() {
        expired.add(name);
      }
    };
  }
}
