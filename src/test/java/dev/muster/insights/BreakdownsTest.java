package dev.muster.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.condition.AsOf;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.insights.Breakdown.Bucket;
import dev.muster.insights.Breakdown.Content;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.SmallBlocks;
import dev.muster.population.Tally;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BreakdownsTest {

  private static final AsOf AS_OF = new AsOf(Instant.EPOCH, ZoneOffset.UTC);

  private static final Attribute TEXT = new Attribute(1, "crm", "plan", AttributeType.STRING);
  private static final Attribute NUMBER = new Attribute(2, "crm", "arr", AttributeType.NUMBER);
  private static final Attribute DATE = new Attribute(3, "crm", "signup", AttributeType.DATE);
  private static final long DAY = 86_400_000;

  private final Population population = SmallBlocks.population();

  BreakdownsTest() {
    List.of(TEXT, NUMBER, DATE).forEach(population::addAttribute);
  }

  private void user(int user, Attribute attribute, AttributeValue value) {
    population.apply(
        new Update(UserId.of("user-" + user), List.of(new Change.Set(attribute.id(), value))),
        0,
        0);
  }

  private Selection everybody() {
    return population.select(
        new ResolvedCondition.All(List.of()), new AsOf(Instant.EPOCH, ZoneOffset.UTC));
  }

  private Breakdown breakdown(Attribute attribute, Breakdowns.Detail detail, String zone) {
    Selection all = everybody();
    return new Breakdowns(
            population,
            new Operand.OfAttribute(attribute),
            all.count(),
            all,
            new LinkedHashMap<>(),
            new AsOf(Instant.EPOCH, ZoneId.of(zone)))
        .by(detail);
  }

  private static long users(Breakdown breakdown) {
    return breakdown.buckets().stream().mapToLong(Bucket::users).sum();
  }

  @Test
  void theIntervalSuitsTheDates() {
    long start = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    user(0, DATE, new AttributeValue.Date(start));
    for (var one :
        List.of(
            List.of(91, Interval.DAY),
            List.of(92, Interval.WEEK),
            List.of(731, Interval.WEEK),
            List.of(732, Interval.MONTH))) {
      user(1, DATE, new AttributeValue.Date(start + DAY * (Integer) one.getFirst()));
      assertThat(breakdown(DATE, Breakdowns.Detail.DEFAULT, "UTC").interval())
          .as("%s", one)
          .isEqualTo(Optional.of(one.getLast()));
    }
  }

  @Test
  void ofMoreThanAThousandIntervalsTheFullestAreListed() {
    Instant first = Instant.parse("0001-01-01T00:00:00Z");
    Instant last = Instant.parse("9999-12-31T23:59:59Z");
    user(0, DATE, new AttributeValue.Date(first.toEpochMilli()));
    user(1, DATE, new AttributeValue.Date(last.toEpochMilli()));
    long start = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    for (int i = 2; i < 2_402; i++) {
      // Two users on each of 1,200 days.
      user(i, DATE, new AttributeValue.Date(start + DAY * (i / 2)));
    }
    var days = new Breakdowns.Detail(1, Optional.of(Interval.DAY), 2);
    Breakdown breakdown = breakdown(DATE, days, "America/New_York");
    assertThat(breakdown.buckets()).hasSize(1_000).allMatch(bucket -> bucket.users() == 2);
    assertThat(breakdown.other()).isEqualTo(402);
    assertThat(users(breakdown) + breakdown.other()).isEqualTo(2_402);
    Breakdown months = breakdown(DATE, Breakdowns.Detail.DEFAULT, "America/New_York");
    assertThat(months.interval()).contains(Interval.MONTH);
    assertThat(users(months)).isEqualTo(2_402);
    assertThat(months.other()).isZero();
    assertThat(months.buckets()).hasSize(2 + 40);
    // No instant of the year 10000 can be written as RFC 3339 has it.
    var until = (Breakdown.Content.Range) months.buckets().getLast().content();
    assertThat(until.to())
        .isEqualTo(
            new AttributeValue.Date(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli()));
  }

  @Test
  void moreThanFiftyThousandNumbersAreNotToldApart() {
    for (int i = 0; i < Tally.DISTINCT_MAX; i++) {
      user(i, NUMBER, new AttributeValue.Numeric(i * 1e7));
    }
    Operand field = new Operand.OfAttribute(NUMBER);
    assertThat(KnownValues.of(population, field, AS_OF, everybody(), "", 3).known())
        .hasValue(Tally.DISTINCT_MAX);
    user(Tally.DISTINCT_MAX, NUMBER, new AttributeValue.Numeric(-1));
    user(Tally.DISTINCT_MAX + 1, TEXT, new AttributeValue.Text("x"));

    KnownValues known = KnownValues.of(population, field, AS_OF, everybody(), "", 3);

    assertThat(known.known()).isEmpty();
    assertThat(known.values()).isEmpty();
    assertThat(known.least()).contains(new AttributeValue.Numeric(-1));
    assertThat(known.greatest())
        .contains(new AttributeValue.Numeric((Tally.DISTINCT_MAX - 1) * 1e7));
    assertThat(known.missing()).isEqualTo(1);
  }

  @Test
  void anAttributeThatIsGoneHasNoValues() {
    user(0, TEXT, new AttributeValue.Text("pro"));
    List.of(TEXT, NUMBER, DATE).forEach(one -> population.removeAttribute(one.id()));
    for (Attribute attribute : List.of(TEXT, NUMBER, DATE)) {
      Breakdown breakdown = breakdown(attribute, Breakdowns.Detail.DEFAULT, "UTC");
      assertThat(breakdown.buckets()).isEmpty();
      assertThat(breakdown.missing()).isEqualTo(1);
    }
  }

  @Test
  void theSumsAgreeWhileUsersAreChanged() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      user(i, TEXT, new AttributeValue.Text("a"));
      user(i, NUMBER, new AttributeValue.Numeric(i));
      user(i, DATE, new AttributeValue.Date(i * DAY));
    }
    CountDownLatch done = new CountDownLatch(1);
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              Random random = new Random(7);
              for (int i = 0; done.getCount() > 0; i++) {
                int user = random.nextInt(2_000);
                // New strings and ever wider numbers make columns refit under the reader.
                user(user, TEXT, new AttributeValue.Text("text-" + i % 20_000));
                user(user, NUMBER, new AttributeValue.Numeric(random.nextInt(2_000) * 0.25 * i));
                user(user, DATE, new AttributeValue.Date(random.nextInt(4_000) * DAY + i));
              }
            });
    try {
      for (int i = 0; i < 200; i++) {
        for (Attribute attribute : List.of(TEXT, NUMBER, DATE)) {
          Breakdown breakdown = breakdown(attribute, Breakdowns.Detail.DEFAULT, "Europe/Berlin");
          assertThat(breakdown.missing()).isZero();
          assertThat(breakdown.other()).isNotNegative();
          assertThat(users(breakdown) + breakdown.other()).isEqualTo(2_000);
        }
      }
    } finally {
      done.countDown();
      writer.join();
    }
    assertThat(breakdown(NUMBER, Breakdowns.Detail.DEFAULT, "UTC").buckets())
        .allMatch(bucket -> bucket.content() instanceof Content.Range);
  }
}
