package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.SmallBlocks;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentCountsTest {

  private static final Attribute VIP = new Attribute(1, "crm", "vip", AttributeType.BOOLEAN);
  private static final ResolvedCondition YES =
      new ResolvedCondition.BooleanIs(new Operand.OfAttribute(VIP), true);
  private static final ResolvedCondition NO =
      new ResolvedCondition.BooleanIs(new Operand.OfAttribute(VIP), false);
  private static final ResolvedCondition KNOWN =
      new ResolvedCondition.HasValue(new Operand.OfAttribute(VIP));
  private static final List<ResolvedCondition> ALL = List.of(YES, NO, KNOWN);

  private final Population population = SmallBlocks.population();

  SegmentCountsTest() {
    population.addAttribute(VIP);
    add("ann", true);
    add("bob", false);
  }

  private void add(String user, boolean vip) {
    population.apply(
        new Update(UserId.of(user), List.of(new Change.Set(1, new AttributeValue.Bool(vip)))),
        1,
        1);
  }

  private static AsOf second(int second) {
    return new AsOf(Instant.ofEpochSecond(second), ZoneOffset.UTC);
  }

  private static SegmentCounts.Count count(long users, int second) {
    return new SegmentCounts.Count(users, Instant.ofEpochSecond(second));
  }

  @Test
  void withTimeEnoughEachIsCountedAnewEachTime() {
    SegmentCounts counts = new SegmentCounts(Duration.ofMinutes(1));
    assertThat(counts.count(population, ALL, second(1)))
        .containsEntry(YES, count(1, 1))
        .containsEntry(NO, count(1, 1))
        .containsEntry(KNOWN, count(2, 1));

    add("eve", true);

    assertThat(counts.count(population, ALL, second(2)))
        .containsEntry(YES, count(2, 2))
        .containsEntry(NO, count(1, 2))
        .containsEntry(KNOWN, count(3, 2));
  }

  @Test
  void withoutTimeOneIsCountedEachTimeAndTheOthersKeepTheirCounts() {
    SegmentCounts counts = new SegmentCounts(Duration.ZERO);
    assertThat(counts.count(population, ALL, second(1))).containsOnlyKeys(YES);
    assertThat(counts.count(population, ALL, second(2))).containsOnlyKeys(YES, NO);
    assertThat(counts.count(population, ALL, second(3))).containsOnlyKeys(ALL);

    add("eve", true);

    assertThat(counts.count(population, ALL, second(4)))
        .containsEntry(YES, count(2, 4))
        .containsEntry(NO, count(1, 2))
        .containsEntry(KNOWN, count(2, 3));
  }

  @Test
  void whatIsNoLongerAskedForIsForgotten() {
    SegmentCounts counts = new SegmentCounts(Duration.ZERO);
    counts.count(population, ALL, second(1));
    counts.count(population, List.of(NO), second(2));
    assertThat(counts.count(population, List.of(KNOWN, YES), second(3))).containsOnlyKeys(KNOWN);
  }
}
