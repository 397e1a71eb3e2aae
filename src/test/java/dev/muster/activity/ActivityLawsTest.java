package dev.muster.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.activity.ActivityScan.Measure;
import dev.muster.activity.ActivityScan.PageCount;
import dev.muster.population.Selection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random page loads, in random portions, with users erased and activity written and read again in
/// between, against counting the page loads one by one.
class ActivityLawsTest {

  private static final int BLOCK_ROWS = 64;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyCountIsWhatCountingOneByOneGives(long seed) {
    Random random = new Random(seed);
    int users = 1 + random.nextInt(400);
    long firstDay = 20_000L + random.nextInt(400);
    int days = 1 + random.nextInt(20);
    List<Visit> model = new ArrayList<>();
    // Every other time reports add up the days that are over, however little happened on them.
    PagesKept kept = new PagesKept(seed % 2 == 0 ? 0 : PagesKept.ROWS_MIN, Runnable::run);
    Activity activity = Activity.none(BLOCK_ROWS, kept);
    int portions = 1 + random.nextInt(12);
    for (int i = 0; i < portions; i++) {
      List<Visit> portion = visits(random, users, firstDay, days);
      activity = activity.plus(portion);
      model.addAll(portion);
      if (random.nextBoolean()) {
        // So that what is kept of pages meets days that change afterwards.
        Span span = part(random, firstDay, days);
        Selection all = selection(users, _ -> true);
        List<Visit> there =
            model.stream()
                .filter(
                    visit -> visit.epochDay() >= span.first() && visit.epochDay() <= span.last())
                .toList();
        pages(new ActivityScan(activity), activity, span, all, there);
      }
      if (random.nextInt(3) == 0) {
        BitSet gone = new BitSet();
        random.ints(1 + random.nextInt(3), 0, users).forEach(gone::set);
        activity = activity.without(gone);
        model.removeIf(visit -> gone.get(visit.ordinal()));
      }
      if (random.nextInt(3) == 0) {
        activity = writtenAndRead(activity, kept);
      }
    }
    if (random.nextBoolean()) {
      long from = firstDay + random.nextInt(days);
      activity = activity.since(from);
      model.removeIf(visit -> visit.epochDay() < from);
    }
    check(activity, model, users, firstDay, days, random);
  }

  private static List<Visit> visits(Random random, int users, long firstDay, int days) {
    List<Visit> visits = new ArrayList<>();
    int count = random.nextInt(400);
    int favourite = random.nextInt(users);
    for (int i = 0; i < count; i++) {
      // Some come again and again, so that counts get high.
      int user = random.nextInt(4) == 0 ? favourite : random.nextInt(users);
      String page =
          random.nextInt(10) == 0 ? null : "/page/" + (int) Math.abs(random.nextGaussian() * 5);
      Set<String> segments = new TreeSet<>();
      IntStream.range(0, random.nextInt(3)).forEach(_ -> segments.add("s" + random.nextInt(4)));
      long day = firstDay + (random.nextInt(3) == 0 ? 0 : random.nextInt(days));
      visits.add(new Visit(user, day, random.nextInt(5) == 0, page, List.copyOf(segments)));
    }
    return visits;
  }

  private static Activity writtenAndRead(Activity activity, PagesKept kept) {
    List<Day> days =
        activity.days().values().stream()
            .map(Activity::bytes)
            .map(bytes -> Day.read(bytes, BLOCK_ROWS))
            .toList();
    return Activity.restore(activity.names(), days, BLOCK_ROWS, kept);
  }

  private static void check(
      Activity activity, List<Visit> model, int users, long firstDay, int days, Random random) {
    ActivityScan scan = new ActivityScan(activity);
    Set<Integer> chosen =
        IntStream.range(0, users)
            .filter(_ -> random.nextInt(3) > 0)
            .boxed()
            .collect(Collectors.toSet());
    List<Predicate<Visit>> tests = List.of(_ -> true, visit -> chosen.contains(visit.ordinal()));
    List<Selection> among =
        List.of(selection(users, _ -> true), selection(users, chosen::contains));
    Span span = new Span(firstDay - 1, firstDay + days);
    for (Measure measure : Measure.values()) {
      long[][] found = scan.daily(measure, span, among);
      for (int i = 0; i < among.size(); i++) {
        Predicate<Visit> test = tests.get(i);
        for (int d = 0; d < span.days(); d++) {
          long day = span.first() + d;
          List<Visit> there =
              model.stream().filter(test).filter(visit -> visit.epochDay() == day).toList();
          assertThat(found[i][d]).as("%s of day %s", measure, day).isEqualTo(naive(measure, there));
        }
      }
    }
    Span part = part(random, firstDay, days);
    Predicate<Visit> within =
        visit -> visit.epochDay() >= part.first() && visit.epochDay() <= part.last();
    long[][] distinct = scan.distinct(List.of(part, span), among);
    for (int i = 0; i < among.size(); i++) {
      List<Visit> there = model.stream().filter(tests.get(i)).toList();
      assertThat(distinct[i][0]).isEqualTo(users(there.stream().filter(within).toList()).size());
      assertThat(distinct[i][1]).isEqualTo(users(there).size());
      pages(scan, activity, part, among.get(i), there.stream().filter(within).toList());
    }
    List<Visit> inPart = model.stream().filter(within).toList();
    assertThat(ordinals(scan.active(part, users))).isEqualTo(users(inPart));
    everyUser(scan, users, part, inPart);
    allOfEachUser(activity, users, model);
    everyKey(scan, activity, users, part, inPart);
    totals(activity, model);
  }

  private static Span part(Random random, long firstDay, int days) {
    long from = firstDay + random.nextInt(days);
    return new Span(from, from + random.nextInt((int) (firstDay + days - from)));
  }

  private static void pages(
      ActivityScan scan, Activity activity, Span span, Selection among, List<Visit> there) {
    Map<String, PageCount> expected = new TreeMap<>();
    there.stream()
        .filter(visit -> visit.page() != null)
        .collect(Collectors.groupingBy(Visit::page))
        .forEach((page, visits) ->
            expected.put(page, new PageCount(users(visits).size(), visits.size())));
    Map<String, PageCount> found = new TreeMap<>();
    scan.pages(span, among)
        .forEach((key, count) -> {
          if (count.loads() > 0) {
            found.put(activity.pages().name(key), count);
          }
        });
    assertThat(found).isEqualTo(expected);
  }

  private static void allOfEachUser(Activity activity, int users, List<Visit> model) {
    for (int user = 0; user < users; user++) {
      int ordinal = user;
      Map<Long, List<Visit>> days =
          model.stream()
              .filter(visit -> visit.ordinal() == ordinal)
              .collect(Collectors.groupingBy(Visit::epochDay, TreeMap::new, Collectors.toList()));
      List<UserDay> found = activity.of(user);
      assertThat(found.stream().map(UserDay::epochDay)).containsExactlyElementsOf(days.keySet());
      for (UserDay day : found) {
        List<Visit> own = days.getOrDefault(day.epochDay(), List.of());
        assertThat(day.pageLoads()).isEqualTo(own.size());
        assertThat(day.sessions()).isEqualTo(own.stream().filter(Visit::begins).count());
        Map<String, Long> pages =
            own.stream()
                .filter(visit -> visit.page() != null)
                .collect(Collectors.groupingBy(Visit::page, TreeMap::new, Collectors.counting()));
        assertThat(
                day.pages().stream()
                    .collect(
                        Collectors.toMap(
                            page -> page.name().orElseThrow(), UserDay.Page::pageLoads)))
            .isEqualTo(pages);
        assertThat(day.segments())
            .isEqualTo(
                own.stream()
                    .flatMap(visit -> visit.segments().stream())
                    .distinct()
                    .sorted()
                    .toList());
      }
    }
  }

  private static void everyUser(ActivityScan scan, int users, Span span, List<Visit> there) {
    for (int user = 0; user < users; user++) {
      int ordinal = user;
      List<Visit> own = there.stream().filter(visit -> visit.ordinal() == ordinal).toList();
      long active = own.stream().map(Visit::epochDay).distinct().count();
      assertThat(scan.activeDays(span, ordinal)).isEqualTo((int) active);
      byte[] block = new byte[BLOCK_ROWS];
      scan.activeDays(span, ordinal / BLOCK_ROWS, block);
      assertThat((long) block[ordinal % BLOCK_ROWS]).isEqualTo(active);
    }
    for (int user = 0; user < users; user++) {
      int ordinal = user;
      List<Selection> alone = List.of(selection(users, one -> one == ordinal));
      for (Measure measure : Measure.values()) {
        long[] found = scan.daily(measure, span, alone)[0];
        for (int d = 0; d < span.days(); d++) {
          long day = span.first() + d;
          List<Visit> own =
              there.stream()
                  .filter(visit -> visit.ordinal() == ordinal && visit.epochDay() == day)
                  .toList();
          assertThat(found[d]).isEqualTo(naive(measure, own));
        }
      }
    }
  }

  private static void everyKey(
      ActivityScan scan, Activity activity, int users, Span span, List<Visit> there) {
    there.stream()
        .filter(visit -> visit.page() != null)
        .collect(Collectors.groupingBy(Visit::page))
        .forEach((page, visits) -> {
          int key = activity.pages().key(page).orElseThrow();
          assertThat(ordinals(scan.visitors(span, key, users))).isEqualTo(users(visits));
        });
    for (int i = 0; i < 4; i++) {
      String segment = "s" + i;
      List<Visit> in = there.stream().filter(visit -> visit.segments().contains(segment)).toList();
      activity
          .segments()
          .key(segment)
          .ifPresent(
              key -> assertThat(ordinals(scan.seenIn(span, key, users))).isEqualTo(users(in)));
    }
  }

  private static void totals(Activity activity, List<Visit> model) {
    activity
        .days()
        .forEach((epochDay, day) -> {
          List<Visit> there = model.stream().filter(visit -> visit.epochDay() == epochDay).toList();
          assertThat(day.users()).isEqualTo(naive(Measure.ACTIVE_USERS, there));
          assertThat(day.loads()).isEqualTo(naive(Measure.PAGE_LOADS, there));
          assertThat(day.sessions()).isEqualTo(naive(Measure.SESSIONS, there));
        });
  }

  private static long naive(Measure measure, List<Visit> visits) {
    return switch (measure) {
      case ACTIVE_USERS -> users(visits).size();
      case PAGE_LOADS -> visits.size();
      case SESSIONS -> visits.stream().filter(Visit::begins).count();
    };
  }

  private static Set<Integer> users(List<Visit> visits) {
    return visits.stream().map(Visit::ordinal).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> ordinals(Selection selection) {
    return selection.ordinals().boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private static Selection selection(int users, Predicate<Integer> has) {
    long[] words = new long[(users + 63) / 64];
    IntStream.range(0, users)
        .filter(has::test)
        .forEach(ordinal -> words[ordinal / 64] |= 1L << ordinal);
    return Selection.of(words, users);
  }
}
