package dev.muster.bench;

import dev.muster.activity.Activity;
import dev.muster.activity.Day;
import dev.muster.activity.Visit;
import dev.muster.condition.AsOf;
import dev.muster.condition.ResolvedCondition;
import dev.muster.insights.ActivityReports;
import dev.muster.insights.Interval;
import dev.muster.insights.Period;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// Reports of activity over generated users, in this process, on all cores: 90 days, on each of
/// which a fifth of the users load pages, 2.5 on average, most of them within one session, of 50
/// pages of which few are loaded much.
final class ActivityMeasurement implements Measurement {

  private static final int WARM_UP = 5;
  private static final int ADDED_UP_MILLIS = 5_000;
  private static final int DAYS = 90;
  private static final int PAGES = 50;
  private static final double ACTIVE = 0.2;
  private static final double ANOTHER_LOAD = 0.6;
  private static final double ANOTHER_SESSION = 0.15;
  private static final double FIGURE_MILLIS_MAX = 50;
  private static final double TREND_MILLIS_MAX = 150;
  private static final double BYTES_MAX = 20;

  /// Users whose page loads are taken at a time.
  private static final int PORTION = 1 << 20;

  private static final LocalDate LAST = GeneratedUsers.REFERENCE_DAY;

  private static final AsOf REFERENCE =
      new AsOf(LAST.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);

  private final Crm crm = Crm.alone();
  private final List<Figure> figures = new ArrayList<>();

  @Override
  public List<Figure> measure(Scale scale, Path scratch) throws Exception {
    for (int users : scale.populations()) {
      measure(scale, users);
    }
    return figures;
  }

  private void measure(Scale scale, int users) throws Exception {
    Population population = new Population();
    crm.attributes().forEach(population::addAttribute);
    Fill.to(population, crm, users, REFERENCE.instant().toEpochMilli());
    SplittableRandom random = new SplittableRandom(users);
    long[] firstSeen = new long[users];
    long began = System.nanoTime();
    Activity activity = Activity.none();
    long loads = 0;
    for (int d = DAYS - 1; d >= 0; d--) {
      LocalDate day = LAST.minusDays(d);
      for (int from = 0; from < users; from += PORTION) {
        List<Visit> visits =
            visits(random, day, from, Math.min(users, from + PORTION), firstSeen);
        loads += visits.size();
        activity = activity.plus(visits);
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    see(population, firstSeen);
    String over = String.format(Locale.ROOT, " over %,d users", users);
    figures.add(
        Figure.of(
            "page loads taken" + over,
            String.format(Locale.ROOT, "%,.0f a second, making them up included", loads / seconds)));
    memory(activity, users, over);
    reports(scale, activity, population, over);
  }

  private static List<Visit> visits(
      SplittableRandom random, LocalDate day, int from, int to, long[] firstSeen) {
    List<Visit> visits = new ArrayList<>();
    for (int user = from; user < to; user++) {
      if (random.nextDouble() >= ACTIVE) {
        continue;
      }
      boolean begins = true;
      do {
        // Squared, so that few pages are loaded much.
        double where = random.nextDouble();
        String page = "/page/" + (char) ('a' + (int) (where * where * PAGES) / 26)
            + (char) ('a' + (int) (where * where * PAGES) % 26);
        visits.add(new Visit(user, day.toEpochDay(), begins, page, List.of()));
        begins = random.nextDouble() < ANOTHER_SESSION;
      } while (random.nextDouble() < ANOTHER_LOAD);
      if (firstSeen[user] == 0) {
        firstSeen[user] = day.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
      }
    }
    return visits;
  }

  private static void see(Population population, long[] firstSeen) {
    for (int user = 0; user < firstSeen.length; user++) {
      if (firstSeen[user] != 0) {
        long at = firstSeen[user];
        population.seen(user, new Population.Seen(at, at, 1, 1), 0);
      }
    }
  }

  private void memory(Activity activity, int users, String over) {
    Day.Memory memory = activity.memory();
    double each = memory.users() / (double) users;
    figures.add(
        Figure.atMost(
            BYTES_MAX,
            "bytes",
            "activity a user: active days, page loads, sessions" + over,
            each,
            String.format(Locale.ROOT, "%.1f bytes", each)));
    figures.add(
        Figure.of(
            "  and which pages, a user" + over,
            String.format(Locale.ROOT, "%.1f bytes", memory.pages() / (double) users)));
  }

  private void reports(Scale scale, Activity activity, Population population, String over)
      throws InterruptedException {
    ActivityReports reports = new ActivityReports(activity, population, ZoneId.of("UTC"));
    Selection everybody = population.select(new ResolvedCondition.All(List.of()), REFERENCE);
    ResolvedCondition five = crm.resolve(Segments.forCounts().getFirst());
    ResolvedCondition many = crm.resolve(Segments.forCounts().get(1));
    Period whole = Period.of(LAST, DAYS);
    List<Period> days = whole.by(Interval.DAY);
    for (ActivityReports.Figure figure : ActivityReports.Figure.values()) {
      timed(
          scale,
          figure.code() + " on each of 90 days" + over,
          FIGURE_MILLIS_MAX,
          () -> reports.counts(figure, days, List.of(everybody))[0][0]);
    }
    timed(
        scale,
        "activeUsers on each of 90 days, of S1, which is counted with it" + over,
        TREND_MILLIS_MAX,
        () -> reports.counts(
            ActivityReports.Figure.ACTIVE_USERS, days, List.of(population.select(five, REFERENCE)))[0][0]);
    timed(
        scale,
        "pageLoads on each of 90 days, of S2, which is counted with it" + over,
        TREND_MILLIS_MAX,
        () -> reports.counts(
            ActivityReports.Figure.PAGE_LOADS, days, List.of(population.select(many, REFERENCE)))[0][0]);
    timed(
        scale,
        "active users of 30 days" + over,
        FIGURE_MILLIS_MAX,
        () -> reports.counts(
            ActivityReports.Figure.ACTIVE_USERS, List.of(Period.of(LAST, 30)), List.of(everybody))[0][0]);
    for (int period : List.of(1, 7, 30, 90)) {
      long start = System.nanoTime();
      reports.pages(Period.of(LAST, period), everybody);
      double millis = (System.nanoTime() - start) / 1e6;
      figures.add(
          Figure.of(
              "pages of " + period + " days, the first time" + over,
              String.format(Locale.ROOT, "%.0f ms", millis)));
      // Long periods are added up beside the first answer.
      Thread.sleep(ADDED_UP_MILLIS);
      timed(
          scale,
          "pages of " + period + " days" + over,
          FIGURE_MILLIS_MAX,
          () -> reports.pages(Period.of(LAST, period), everybody).size());
    }
    timed(
        scale,
        "pages of 90 days, of S2, which is counted with it" + over,
        TREND_MILLIS_MAX,
        () -> reports.pages(whole, population.select(many, REFERENCE)).size());
    timed(
        scale,
        "retention of 13 weeks" + over,
        FIGURE_MILLIS_MAX,
        () -> retention(reports, whole.by(Interval.WEEK), everybody));
    timed(
        scale,
        "retention of 30 days" + over,
        FIGURE_MILLIS_MAX,
        () -> retention(reports, Period.of(LAST, 30).by(Interval.DAY), everybody));
  }

  private static int retention(
      ActivityReports reports, List<Period> periods, Selection everybody) {
    return reports.retention(periods, reports.newIn(periods, everybody)).size();
  }

  private void timed(Scale scale, String what, double millisMax, LongSupplier task) {
    Samples samples = new Samples();
    long before = task.getAsLong();
    for (int i = 1 - WARM_UP; i < scale.counts(); i++) {
      long start = System.nanoTime();
      long result = task.getAsLong();
      double millis = (System.nanoTime() - start) / 1e6;
      if (result != before) {
        throw new IllegalStateException(result + ", not " + before + " as before");
      }
      if (i >= 0) {
        samples.add(millis);
      }
    }
    figures.add(
        Figure.atMost(millisMax, "ms", what, samples.median(), samples.words("%.1f") + " ms"));
  }
}
