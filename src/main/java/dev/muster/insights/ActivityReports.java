package dev.muster.insights;

import dev.muster.activity.Activity;
import dev.muster.activity.ActivityScan;
import dev.muster.activity.ActivityScan.PageCount;
import dev.muster.activity.Names;
import dev.muster.activity.Span;
import dev.muster.condition.UserField;
import dev.muster.population.Population;
import dev.muster.population.Selection;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What users did, as of one moment: how many were active, how often, on which pages, and who came
/// back. All figures are over the selections that are given.
public final class ActivityReports {

  private final Activity activity;
  private final ActivityScan scan;
  private final Population population;
  private final ZoneId zone;

  /// @param activity of the population's users
  /// @param zone in which days begin
  public ActivityReports(Activity activity, Population population, ZoneId zone) {
    this.activity = activity;
    this.scan = new ActivityScan(activity);
    this.population = population;
    this.zone = zone;
  }

  /// What can be counted.
  public enum Figure {
    /// Users who loaded a page.
    ACTIVE_USERS("activeUsers"),
    /// Users who loaded their first page.
    NEW_USERS("newUsers"),
    /// Page loads.
    PAGE_LOADS("pageLoads"),
    /// Sessions that began.
    SESSIONS("sessions");

    private final String code;

    Figure(String code) {
      this.code = code;
    }

    /// The figure's name in JSON.
    public String code() {
      return code;
    }
  }

  /// A figure in each of some periods.
  ///
  /// @param among selections of users
  /// @return for each selection, for each period
  public long[][] counts(Figure figure, List<Period> periods, List<Selection> among) {
    List<Span> spans = periods.stream().map(Period::span).toList();
    return switch (figure) {
      case ACTIVE_USERS -> scan.distinct(spans, among);
      case NEW_USERS -> newUsers(periods, among);
      case PAGE_LOADS -> summed(ActivityScan.Measure.PAGE_LOADS, spans, among);
      case SESSIONS -> summed(ActivityScan.Measure.SESSIONS, spans, among);
    };
  }

  /// A figure in a whole period, of which the parts are counted already.
  ///
  /// @param parts one after the other, the whole of them together
  /// @param counts what [#counts] gave of them
  /// @return for each selection
  public long[] totals(Figure figure, List<Period> parts, List<Selection> among, long[][] counts) {
    if (figure != Figure.ACTIVE_USERS) {
      return Arrays.stream(counts).mapToLong(one -> Arrays.stream(one).sum()).toArray();
    }
    // Who was active in two of them is one.
    Period whole = new Period(parts.getFirst().first(), parts.getLast().last());
    return Arrays.stream(counts(figure, List.of(whole), among)).mapToLong(one -> one[0]).toArray();
  }

  private long[][] newUsers(List<Period> periods, List<Selection> among) {
    long[][] counts = new long[among.size()][];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = population.partitionCounts(UserField.FIRST_SEEN, starts(periods), among.get(i));
    }
    return counts;
  }

  /// Who of some users loaded the first page in each of some periods.
  ///
  /// @param periods one after the other
  public List<Selection> newIn(List<Period> periods, Selection among) {
    return population.partition(UserField.FIRST_SEEN, starts(periods), among);
  }

  private long[] starts(List<Period> periods) {
    long[] starts = new long[periods.size() + 1];
    for (int i = 0; i < periods.size(); i++) {
      starts[i] = Interval.millis(periods.get(i).first(), zone);
    }
    starts[periods.size()] = Interval.millis(periods.getLast().last().plusDays(1), zone);
    return starts;
  }

  private long[][] summed(ActivityScan.Measure measure, List<Span> spans, List<Selection> among) {
    long first = spans.stream().mapToLong(Span::first).min().orElse(0);
    long last = spans.stream().mapToLong(Span::last).max().orElse(0);
    long[][] daily = scan.daily(measure, new Span(first, last), among);
    long[][] sums = new long[among.size()][spans.size()];
    for (int i = 0; i < sums.length; i++) {
      for (int s = 0; s < spans.size(); s++) {
        Span span = spans.get(s);
        int from = Math.toIntExact(span.first() - first);
        sums[i][s] = Arrays.stream(daily[i], from, from + span.days()).sum();
      }
    }
    return sums;
  }

  /// What was done on a page.
  ///
  /// @param page its name; null for all pages that had no room for a name of their own
  /// @param users how many loaded it
  /// @param loads how often
  public record PageUse(@Nullable String page, long users, long loads) {}

  /// What users did on each page, the page with the most users first.
  public List<PageUse> pages(Period period, Selection among) {
    SortedMap<Integer, PageCount> counts = scan.pages(period.span(), among);
    List<PageUse> pages = new ArrayList<>();
    counts.forEach((key, count) -> {
      if (count.loads() > 0) {
        pages.add(new PageUse(activity.pages().name(key), count.users(), count.loads()));
      }
    });
    pages.sort(
        Comparator.comparingLong((PageUse one) -> -one.users())
            .thenComparingLong(one -> -one.loads())
            .thenComparing(one -> one.page() == null ? "" : one.page()));
    return pages;
  }

  /// Who was active in a period.
  ///
  /// @param size of the selections that it is to be put together with
  public Selection active(Period period, int size) {
    return scan.active(period.span(), size);
  }

  /// Who loaded a page in a period.
  ///
  /// @param page its name; null for those without a name of their own
  /// @param size of the selections that it is to be put together with
  public Selection visitors(Period period, @Nullable String page, int size) {
    OptionalInt key = page == null ? OptionalInt.of(Names.OTHER) : activity.pages().key(page);
    return key.isEmpty() ? nobody(size) : scan.visitors(period.span(), key.getAsInt(), size);
  }

  /// Whether pages were loaded while in a live segment.
  public boolean knowsSegment(String segment) {
    return activity.segments().key(segment).isPresent();
  }

  /// Who loaded a page while in a live segment, in a period.
  ///
  /// @param size of the selections that it is to be put together with
  public Selection seenIn(Period period, String segment, int size) {
    return seenIn(period.span(), segment, size);
  }

  private Selection seenIn(Span span, String segment, int size) {
    OptionalInt key = activity.segments().key(segment);
    return key.isEmpty() ? nobody(size) : scan.seenIn(span, key.getAsInt(), size);
  }

  private static Selection nobody(int size) {
    return Selection.of(new long[(size + 63) >> 6], size);
  }

  /// Who of some users loaded a page while in a live segment for the first time, as far as is
  /// known, in each of some periods.
  ///
  /// @param periods one after the other
  public List<Selection> enteredIn(List<Period> periods, String segment, Selection among) {
    Span before = new Span(Long.MIN_VALUE, periods.getFirst().first().toEpochDay() - 1);
    Selection seen = seenIn(before, segment, among.size());
    List<Selection> entered = new ArrayList<>();
    for (Period period : periods) {
      Selection users = seenIn(period, segment, among.size());
      users.remove(seen);
      seen.add(users);
      users.retain(among);
      entered.add(users);
    }
    return entered;
  }

  /// Users who belong together since they came in the same period, and how many of them were active
  /// in it and in those after it.
  ///
  /// @param came when they came
  /// @param users how many they are
  /// @param active in the period in which they came, the one after it, and so on up to the last
  public record Cohort(Period came, long users, List<Long> active) {
    /// Copies the list.
    public Cohort {
      active = List.copyOf(active);
    }
  }

  /// Who came back.
  ///
  /// @param periods one after the other
  /// @param cohorts in each period, who came
  public List<Cohort> retention(List<Period> periods, List<Selection> cohorts) {
    long[][] active = scan.returned(periods.stream().map(Period::span).toList(), cohorts);
    List<Cohort> found = new ArrayList<>();
    for (int i = 0; i < cohorts.size(); i++) {
      List<Long> own = new ArrayList<>();
      for (int p = i; p < periods.size(); p++) {
        own.add(active[i][p]);
      }
      found.add(new Cohort(periods.get(i), cohorts.get(i).count(), own));
    }
    return found;
  }
}
