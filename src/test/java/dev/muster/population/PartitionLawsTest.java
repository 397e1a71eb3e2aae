package dev.muster.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.condition.UserField;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random times in random periods, short and long, even and uneven, against looking one by one.
class PartitionLawsTest {

  private static final long NOON = 1_777_000_000_000L;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyUserIsInThePartThatTheTimeLiesIn(long seed) {
    Random random = new Random(seed);
    int users = 1 + random.nextInt(700);
    long[] starts = starts(random);
    Population population = new Population(64);
    long[] times = new long[users];
    for (int user = 0; user < users; user++) {
      population.apply(new Update(UserId.of("u" + user), List.of()), NOON, 0);
      times[user] = time(random, starts);
      if (times[user] != Cells.MISSING) {
        population.seen(user, new Population.Seen(times[user], times[user], 1, 1), 0);
      }
    }
    boolean[] among = new boolean[users];
    long[] words = new long[(users + 63) >> 6];
    for (int user = 0; user < users; user++) {
      among[user] = random.nextInt(4) > 0;
      words[user >> 6] |= among[user] ? 1L << user : 0;
    }
    Selection selection = Selection.of(words, users);
    List<Selection> parts = population.partition(UserField.FIRST_SEEN, starts, selection);
    long[] counts = population.partitionCounts(UserField.FIRST_SEEN, starts, selection);
    assertThat(parts).hasSize(starts.length - 1);
    for (int part = 0; part < parts.size(); part++) {
      int at = part;
      int[] expected =
          IntStream.range(0, users)
              .filter(
                  user -> among[user] && times[user] >= starts[at] && times[user] < starts[at + 1])
              .toArray();
      int[] found = IntStream.range(0, users).filter(parts.get(part)::has).toArray();
      assertThat(found).as("part %d", part).isEqualTo(expected);
      assertThat(counts[part]).isEqualTo(expected.length);
    }
  }

  private static long[] starts(Random random) {
    long[] starts = new long[2 + random.nextInt(100)];
    starts[0] = NOON + random.nextInt(1_000_000_000);
    long usual = random.nextBoolean() ? 86_400_000L : 1 + random.nextInt(50);
    for (int i = 1; i < starts.length; i++) {
      // Days have 23 hours at times.
      starts[i] = starts[i - 1] + (random.nextInt(10) == 0 ? 1 + random.nextLong(usual) : usual);
    }
    return starts;
  }

  private static long time(Random random, long[] starts) {
    long start = starts[random.nextInt(starts.length)];
    return switch (random.nextInt(5)) {
      case 0 -> Cells.MISSING;
      case 1 -> start;
      case 2 -> start - 1;
      case 3 -> start + random.nextInt(100_000_000);
      default -> NOON - random.nextInt(1_000_000);
    };
  }
}
