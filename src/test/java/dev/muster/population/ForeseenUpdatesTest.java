package dev.muster.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import dev.muster.condition.RandomConditions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Updates are looked at ahead of their turn, by another thread than the one that applies them.
@Timeout(60)
class ForeseenUpdatesTest {

  private static final int UPDATES = 20_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void lookingAheadChangesNothingAndNeverFails(long seed) throws Exception {
    Random random = new Random(seed);
    RandomConditions things = new RandomConditions(seed, Instant.parse("2026-05-01T00:00:00Z"));
    Population looked = new Population(64);
    Population alone = new Population(64);
    things.attributes().forEach(looked::addAttribute);
    things.attributes().forEach(alone::addAttribute);
    List<Update> updates = new ArrayList<>();
    for (int i = 0; i < UPDATES; i++) {
      updates.add(update(things, random));
    }

    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Long> ahead =
          other.submit(() -> {
            long present = 0;
            while (!done.get()) {
              for (Update update : updates) {
                present += new UserRows(looked).foresee(update);
              }
            }
            return present;
          });
      Attribute coming = things.attributes().iterator().next();
      for (int i = 0; i < UPDATES; i++) {
        for (Population population : List.of(looked, alone)) {
          population.apply(updates.get(i), 1_000L * i, i);
          if (i % 97 == 0) {
            population.erase(updates.get(i).user());
          }
          if (i % 1_009 == 0) {
            population.removeAttribute(coming.id());
            population.addAttribute(coming);
          }
        }
      }
      done.set(true);
      assertThat(ahead.get()).isPositive();
    }

    for (Update update : updates) {
      assertThat(looked.user(update.user())).isEqualTo(alone.user(update.user()));
    }
  }

  private static Update update(RandomConditions things, Random random) {
    List<Change> changes = new ArrayList<>();
    for (Attribute attribute : things.attributes()) {
      if (random.nextInt(3) > 0) {
        changes.add(
            random.nextInt(4) == 0
                ? new Change.Clear(attribute.id())
                : new Change.Set(attribute.id(), things.value(attribute.type())));
      }
    }
    return new Update(UserId.of("user-" + random.nextInt(2_000)), changes);
  }
}
