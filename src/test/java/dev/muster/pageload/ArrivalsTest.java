package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.pageload.Arrival.Via;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

  private static final Instant NOW = START.plusSeconds(300);

  private final Arrivals arrivals = new Arrivals(START);

  private void note(int environment, String outcome, long afterMillis) {
    Instant at = START.plusMillis(afterMillis);
    arrivals.note(environment, outcome, at.toEpochMilli(), () -> arrival(outcome, at));
  }

  private static Arrival arrival(String outcome, Instant at) {
    return new Arrival(at, outcome, Via.PAGE, "https://a.example/", null, "ann", null, 0, null);
  }

  @Test
  void allAreCountedAndAFewAreShown() {
    for (int i = 0; i < 1_000; i++) {
      note(1, Arrival.ANSWERED, i);
    }
    Arrivals.Summary summary = arrivals.of(1, NOW);
    assertThat(summary.answered()).isEqualTo(1_000);
    assertThat(summary.recent()).hasSize(5);
    assertThat(summary.problems()).isEmpty();
    assertThat(arrivals.of(2, NOW).answered()).isZero();
  }

  @Test
  void aFloodOfOneOutcomeHidesNoOther() {
    for (int i = 0; i < 100; i++) {
      note(1, "hash-wrong", i);
    }
    note(1, "hash-missing", 100);
    Arrivals.Summary summary = arrivals.of(1, NOW);
    assertThat(summary.problems())
        .extracting(one -> one.outcome() + " " + one.count())
        .containsExactly("hash-missing 1", "hash-wrong 100");
    assertThat(summary.recent()).hasSize(2);
  }

  @Test
  void anUnknownClientKeyIsToldEverywhere() {
    arrivals.noteUnknown(START.toEpochMilli(), () -> arrival("unknown-key", START));
    assertThat(arrivals.of(1, NOW).problems()).hasSize(1);
    assertThat(arrivals.of(2, NOW).recent()).hasSize(1);
  }

  @Test
  void whoListensIsToldOfTheirEnvironmentUntilTheyEnd() {
    List<String> told = new ArrayList<>();
    Runnable end = arrivals.listen(1, one -> told.add(one.outcome())).orElseThrow();
    note(1, Arrival.ANSWERED, 0);
    note(2, Arrival.ANSWERED, 0);
    arrivals.noteUnknown(START.toEpochMilli(), () -> arrival("unknown-key", START));
    end.run();
    note(1, Arrival.ANSWERED, 1_000);
    assertThat(told).containsExactly("answered", "unknown-key");
  }

  @Test
  void onlyTheLatestAreKeptAndThoseOfGoneEnvironmentsAreNot() {
    for (int i = 0; i < 200; i++) {
      note(1, Arrival.ANSWERED, i * 1_000L);
    }
    assertThat(arrivals.of(1, NOW).recent()).hasSize(Arrivals.KEPT_MAX);
    assertThat(arrivals.of(1, NOW).recent().getFirst().at()).isEqualTo(START.plusSeconds(199));
    arrivals.retain(Set.of(2));
    assertThat(arrivals.of(1, NOW).recent()).isEmpty();
  }

  @Test
  void whatFollowsAQuestionMarkOrAHashIsNotShown() {
    assertThat(Arrival.shown("https://a.example/x?token=1#y")).isEqualTo("https://a.example/x");
    assertThat(Arrival.shown("https://a.example/#secret")).isEqualTo("https://a.example/");
    assertThat(Arrival.shown("x".repeat(1_000))).hasSize(300);
    assertThat(Arrival.shown(null)).isNull();
  }
}
