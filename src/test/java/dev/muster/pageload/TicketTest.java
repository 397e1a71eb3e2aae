package dev.muster.pageload;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TicketTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final World world = new World();
  private final PageLoads pageLoads = world.pageLoads((_, _, _) -> {}, RateLimit.none());

  @BeforeEach
  void setUp() {
    world.store().onChange(pageLoads::rebuild);
    world.store().systems().create(ADMIN, system("shop"));
  }

  private Ticket ticket(String user, Instant at) {
    String key = world.environment("production").clientKey();
    Claim claim = new Claim(key, UserId.of(user), null, null, "192.0.2.1");
    return pageLoads.tickets().give((Admission.Granted) pageLoads.admit(claim), at);
  }

  @Test
  void itIsTheSameForHalfADayAndGoodForAsLongAgain() {
    Tickets tickets = pageLoads.tickets();
    String first = tickets.closed(ticket("ann\nsmith", NOW));
    Set<String> ofADay = new HashSet<>();
    for (int minute = 0; minute < 24 * 60; minute++) {
      ofADay.add(tickets.closed(ticket("ann\nsmith", NOW.plus(Duration.ofMinutes(minute)))));
    }
    assertThat(ofADay).contains(first).hasSizeBetween(2, 3);

    assertThat(tickets.open(first, NOW)).contains(ticket("ann\nsmith", NOW));
    assertThat(tickets.open(first, NOW.plus(Duration.ofHours(12)))).isPresent();
    assertThat(tickets.open(first, NOW.plus(Ticket.LIFE))).isEmpty();
    assertThat(tickets.open(first, NOW.minus(Ticket.LIFE))).isEmpty();
  }

  @Test
  void usersComeForNewOnesAtDifferentMoments() {
    Set<Long> moments = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      moments.add(ticket("user " + i, NOW).made());
    }
    assertThat(moments).hasSizeGreaterThan(90);
  }

  @Test
  void nobodyCanReadOrChangeIt() {
    String closed = pageLoads.tickets().closed(ticket("ann", NOW));
    assertThat(closed).matches("[A-Za-z0-9_-]+");
    for (int i = 0; i < closed.length(); i += 7) {
      char other = closed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = closed.substring(0, i) + other + closed.substring(i + 1);
      assertThat(pageLoads.tickets().open(changed, NOW)).isEmpty();
    }
    // What the box has closed for something else is no ticket.
    assertThat(pageLoads.tickets().open(World.BOX.close("x", ticket("ann", NOW).text()), NOW))
        .isEmpty();
  }

  @Test
  void theStateChangesWithTheUserOnly() {
    Tickets tickets = pageLoads.tickets();
    String before = tickets.state(ticket("ann", NOW));
    assertThat(tickets.state(ticket("ann", NOW.plusSeconds(1)))).isEqualTo(before);
    world
        .population(world.environment("production").id())
        .apply(new Update(UserId.of("ann"), List.of()), NOW.toEpochMilli(), 7);
    assertThat(tickets.state(ticket("ann", NOW))).isNotEqualTo(before);
    assertThat(tickets.state(ticket("bob", NOW))).isEqualTo(before);
  }
}
