package dev.muster.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.activity.Activity;
import dev.muster.activity.Visit;
import dev.muster.insights.ActivityReports.Cohort;
import dev.muster.insights.ActivityReports.Figure;
import dev.muster.insights.ActivityReports.PageUse;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import dev.muster.population.SmallBlocks;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random users who load pages at random, also around midnight and when clocks change, against
/// counting the same page loads one by one.
class ActivityReportsLawsTest {

  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia");
  private static final List<String> SEGMENTS = List.of("a", "b", "c");
  private static final long SESSION_ENDS = 30 * 60_000;

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  private record Load(
      int user, long at, LocalDate day, boolean begins, String page, List<String> segments) {}

  private final List<Load> loads = new ArrayList<>();
  private final Map<Integer, LocalDate> came = new HashMap<>();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyFigureIsWhatCountingOneByOneGives(long seed) {
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365));
    int days = 1 + random.nextInt(60);
    int users = 1 + random.nextInt(60);
    Population population = new Population();
    for (int i = 0; i < users; i++) {
      population.apply(new Update(UserId.of("user-" + i), List.of()), 0, 0);
    }
    Activity activity = visits(random, population, users, from, days, zone);
    Set<Integer> chosen =
        IntStream.range(0, users)
            .filter(_ -> random.nextInt(3) > 0)
            .boxed()
            .collect(Collectors.toSet());
    List<Predicate<Load>> tests = List.of(_ -> true, load -> chosen.contains(load.user));
    List<Selection> among =
        List.of(selection(users, _ -> true), selection(users, chosen::contains));
    ActivityReports reports = new ActivityReports(activity, population, zone);
    Period period = period(random, from, days);
    for (Interval interval : Interval.values()) {
      List<Period> parts = period.by(interval);
      assertThat(parts.getFirst().first()).isEqualTo(period.first());
      assertThat(parts.getLast().last()).isEqualTo(period.last());
      for (Figure figure : Figure.values()) {
        long[][] counts = reports.counts(figure, parts, among);
        long[][] totals = reports.counts(figure, List.of(period), among);
        assertThat(reports.totals(figure, parts, among, counts))
            .containsExactly(totals[0][0], totals[1][0]);
        for (int i = 0; i < among.size(); i++) {
          for (int p = 0; p < parts.size(); p++) {
            assertThat(counts[i][p])
                .as("%s of %s", figure, parts.get(p))
                .isEqualTo(naive(figure, within(parts.get(p), tests.get(i)), parts.get(p)));
          }
          agree(figure, counts[i], totals[i][0]);
        }
      }
      for (int i = 0; i < among.size(); i++) {
        retention(reports, parts, among.get(i), tests.get(i));
        entering(reports, parts, among.get(i), tests.get(i));
      }
    }
    for (int i = 0; i < among.size(); i++) {
      pages(reports, period, among.get(i), within(period, tests.get(i)));
      flows(reports, period, among.get(i), tests.get(i));
    }
  }

  private Activity visits(
      Random random, Population population, int users, LocalDate from, int days, ZoneId zone) {
    long first = from.atStartOfDay(zone).toInstant().toEpochMilli();
    List<Long> times =
        LongStream.range(0, random.nextInt(500))
            .mapToObj(_ -> first + (long) (random.nextDouble() * days * 86_400_000L))
            .sorted()
            .toList();
    Map<Integer, Long> last = new HashMap<>();
    Activity activity = Activity.none();
    List<Visit> portion = new ArrayList<>();
    long position = 0;
    for (long at : times) {
      int user = random.nextInt(users);
      for (long now = at; now < at + 4 * 60_000L * random.nextInt(12); now += 4 * 60_000L) {
        Long before = last.put(user, now);
        if (before != null && now < before) {
          last.put(user, before);
          continue;
        }
        boolean begins = before == null || now - before > SESSION_ENDS;
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
        String page = "/" + random.nextInt(6);
        List<String> segments = SEGMENTS.stream().filter(_ -> random.nextInt(3) == 0).toList();
        loads.add(new Load(user, now, day, begins, page, segments));
        came.putIfAbsent(user, day);
        assertThat(population.beginsSession(user, OptionalLong.empty(), now)).isEqualTo(begins);
        SmallBlocks.seen(population, UserId.of("user-" + user), now, position++);
        portion.add(new Visit(user, day.toEpochDay(), begins, page, segments));
        if (random.nextInt(40) == 0) {
          activity = activity.plus(portion);
          portion.clear();
        }
      }
    }
    return activity.plus(portion);
  }

  private static Period period(Random random, LocalDate from, int days) {
    LocalDate first = from.plusDays(random.nextInt(days) - 2L);
    return new Period(first, first.plusDays(random.nextInt(days + 3)));
  }

  private List<Load> within(Period period, Predicate<Load> test) {
    return loads.stream()
        .filter(test)
        .filter(load -> !load.day.isBefore(period.first()) && !load.day.isAfter(period.last()))
        .toList();
  }

  private long naive(Figure figure, List<Load> there, Period period) {
    return switch (figure) {
      case ACTIVE_USERS -> users(there).size();
      case PAGE_LOADS -> there.size();
      case SESSIONS -> there.stream().filter(Load::begins).count();
      case NEW_USERS ->
          users(there).stream()
              .filter(user ->
                  !Optional.ofNullable(came.get(user)).orElseThrow().isBefore(period.first()))
              .count();
    };
  }

  private static Set<Integer> users(List<Load> loads) {
    return loads.stream().map(Load::user).collect(Collectors.toCollection(TreeSet::new));
  }

  /// Figures that count events or first times add up; active users are at most their sum.
  private static void agree(Figure figure, long[] parts, long total) {
    long sum = LongStream.of(parts).sum();
    if (figure == Figure.ACTIVE_USERS) {
      assertThat(total).isBetween(LongStream.of(parts).max().orElse(0), sum);
    } else {
      assertThat(total).isEqualTo(sum);
    }
  }

  private void retention(
      ActivityReports reports, List<Period> parts, Selection among, Predicate<Load> test) {
    List<Cohort> cohorts = reports.retention(parts, reports.newIn(parts, among));
    assertThat(cohorts).hasSize(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Period own = parts.get(i);
      Set<Integer> members =
          users(within(own, test)).stream()
              .filter(
                  user -> !Optional.ofNullable(came.get(user)).orElseThrow().isBefore(own.first()))
              .collect(Collectors.toSet());
      List<Long> active = new ArrayList<>();
      for (Period later : parts.subList(i, parts.size())) {
        active.add(users(within(later, test)).stream().filter(members::contains).count());
      }
      assertThat(cohorts.get(i)).isEqualTo(new Cohort(own, members.size(), active));
      // Who loads the first page then is active then.
      assertThat(cohorts.get(i).active().getFirst()).isEqualTo(cohorts.get(i).users());
    }
  }

  /// Cohorts of those who came into a segment.
  private void entering(
      ActivityReports reports, List<Period> parts, Selection among, Predicate<Load> test) {
    List<Selection> entered = reports.enteredIn(parts, "a", among);
    LocalDate begin = LocalDate.of(2000, 1, 1);
    for (int i = 0; i < parts.size(); i++) {
      Predicate<Load> in = load -> test.test(load) && load.segments.contains("a");
      Set<Integer> expected = users(within(parts.get(i), in));
      expected.removeAll(users(within(new Period(begin, parts.get(i).first().minusDays(1)), in)));
      assertThat(ordinals(entered.get(i))).isEqualTo(expected);
    }
    assertThat(reports.enteredIn(parts, "never", among)).allMatch(users -> users.count() == 0);
  }

  private void flows(
      ActivityReports reports, Period period, Selection among, Predicate<Load> test) {
    SegmentFlows flows = SegmentFlows.of(reports, period.before(), period, SEGMENTS, among);
    List<Load> before = within(period.before(), test);
    List<Load> now = within(period, test);
    Set<Integer> both = users(before);
    both.retainAll(users(now));
    assertThat(flows.users()).isEqualTo(both.size());
    for (SegmentFlows.Change change : flows.segments()) {
      Set<Integer> was = in(before, change.segment(), both);
      Set<Integer> is = in(now, change.segment(), both);
      assertThat(change.before()).isEqualTo(was.size());
      assertThat(change.now()).isEqualTo(is.size());
      assertThat(change.entered()).isEqualTo(is.stream().filter(u -> !was.contains(u)).count());
      assertThat(change.left()).isEqualTo(was.stream().filter(u -> !is.contains(u)).count());
      assertThat(change.before() + change.entered() - change.left()).isEqualTo(change.now());
    }
    assertThat(flows.cells()).hasSize(16);
    for (SegmentFlows.Cell cell : flows.cells()) {
      Set<Integer> there = at(before, cell.from(), both);
      there.retainAll(at(now, cell.to(), both));
      assertThat(cell.users()).as("%s", cell).isEqualTo(there.size());
    }
  }

  private static Set<Integer> in(List<Load> loads, String segment, Set<Integer> among) {
    Set<Integer> users =
        users(loads.stream().filter(load -> load.segments.contains(segment)).toList());
    users.retainAll(among);
    return users;
  }

  private static Set<Integer> at(List<Load> loads, Optional<String> segment, Set<Integer> among) {
    if (segment.isPresent()) {
      return in(loads, segment.get(), among);
    }
    Set<Integer> none = new TreeSet<>(among);
    SEGMENTS.forEach(one -> none.removeAll(in(loads, one, among)));
    return none;
  }

  private static Set<Integer> ordinals(Selection selection) {
    return selection.ordinals().boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private static void pages(
      ActivityReports reports, Period period, Selection among, List<Load> there) {
    Map<String, PageUse> expected = new HashMap<>();
    there.stream()
        .collect(Collectors.groupingBy(Load::page))
        .forEach(
            (page, own) -> expected.put(page, new PageUse(page, users(own).size(), own.size())));
    List<PageUse> found = reports.pages(period, among);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(found.stream().mapToLong(PageUse::loads).sum()).isEqualTo(there.size());
    Selection active = reports.active(period, among.size());
    active.retain(among);
    assertThat(active.count()).isEqualTo(users(there).size());
    for (PageUse one : found) {
      Selection visitors = reports.visitors(period, one.page(), among.size());
      visitors.retain(among);
      assertThat(visitors.count()).isEqualTo(one.users());
    }
    assertThat(reports.visitors(period, "/nowhere", among.size()).count()).isZero();
  }

  private static Selection selection(int users, Predicate<Integer> has) {
    long[] words = new long[(users + 63) / 64];
    IntStream.range(0, users)
        .filter(has::test)
        .forEach(ordinal -> words[ordinal / 64] |= 1L << ordinal);
    return Selection.of(words, users);
  }
}
