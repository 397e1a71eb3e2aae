package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.intake.Delivery;
import dev.muster.intake.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SenderIdsTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private static Delivery delivery(String id, Outcome outcome, Instant at) {
    return new Delivery(
        at,
        1,
        2,
        outcome,
        Optional.empty(),
        Optional.of("ann"),
        List.of(),
        Optional.empty(),
        10,
        "192.0.2.7",
        Optional.empty(),
        new Delivery.Event(Optional.of(id), Optional.empty(), OptionalLong.empty()));
  }

  private static void add(SenderIds ids, String id, Instant at) {
    Delivery delivery = delivery(id, Outcome.ACCEPTED, at);
    ids.add(delivery, SenderIds.key(delivery));
  }

  private static boolean has(SenderIds ids, String id, Instant now) {
    return ids.has(SenderIds.key(delivery(id, Outcome.ACCEPTED, now)).orElseThrow(), now);
  }

  @Test
  void aNameIsRememberedForADay() {
    SenderIds ids = new SenderIds(1_000);
    add(ids, "a", NOON);
    assertThat(has(ids, "a", NOON.plus(Duration.ofHours(24)))).isTrue();
    assertThat(has(ids, "a", NOON.plus(Duration.ofHours(25)))).isFalse();
    assertThat(has(ids, "b", NOON)).isFalse();
  }

  @Test
  void whatIsSentAgainIsNotRememberedForLonger() {
    SenderIds ids = new SenderIds(1_000);
    add(ids, "a", NOON);
    Instant later = NOON.plus(Duration.ofHours(20));
    Delivery again = delivery("a", Outcome.ACCEPTED, later);
    ids.add(again.without(Outcome.DUPLICATE), SenderIds.key(again));
    assertThat(has(ids, "a", NOON.plus(Duration.ofHours(25)))).isFalse();
  }

  @Test
  void whatWasRefusedIsNotRemembered() {
    assertThat(SenderIds.key(delivery("a", Outcome.REJECTED, NOON))).isEmpty();
    assertThat(SenderIds.key(delivery("a", Outcome.IGNORED, NOON))).isEmpty();
  }

  @Test
  void oneBusyHourIsBoundedTooAndTheEarliestAreForgotten() {
    SenderIds ids = new SenderIds(160);
    for (int i = 0; i < 1_000; i++) {
      add(ids, "id" + i, NOON);
    }
    int entries = ids.copy().bytes().remaining() / (2 * Long.BYTES);
    assertThat(entries).isBetween(150, 160);
    for (int i = 850; i < 1_000; i++) {
      assertThat(has(ids, "id" + i, NOON)).as("id%d", i).isTrue();
    }
    assertThat(has(ids, "id800", NOON)).isFalse();
    assertThat(ids.forgotten()).isEqualTo(1_000 - entries);

    SenderIds read = new SenderIds(160);
    read.read(ids.copy().bytes());
    assertThat(has(read, "id999", NOON)).isTrue();
    assertThat(read.copy().bytes().remaining()).isEqualTo(ids.copy().bytes().remaining());
  }

  @Test
  void whatIsForgottenAfterItsTimeIsNotForgottenEarly() {
    SenderIds ids = new SenderIds(160);
    for (int i = 0; i < 1_000; i++) {
      add(ids, "id" + i, NOON.plus(Duration.ofHours(i)));
    }
    assertThat(ids.forgotten()).isZero();
  }
}
