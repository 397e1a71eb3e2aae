package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import dev.muster.catalog.FieldError;
import dev.muster.embedded.Engine;
import dev.muster.insights.ActivityReports;
import dev.muster.insights.Period;
import dev.muster.population.Selection;
import dev.muster.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that users did, of which only those who did it are asked about. A field that is null
/// was left out.
record AmongSent(
    @Nullable String kind,
    @Nullable PeriodSent period,
    @Nullable String page,
    @Nullable String segment,
    @Nullable Boolean live,
    @Nullable Boolean not) {

  /// How pages without a name of their own are called; names of pages begin with a slash.
  private static final String OTHER_PAGES = "other";

  /// Keeps those for whom all of it holds.
  static void narrow(
      Engine engine, ReportQuestion question, @Nullable List<AmongSent> sent, Selection users) {
    List<AmongSent> all = requireNonNullElse(sent, List.of());
    for (int i = 0; i < all.size(); i++) {
      AmongSent one = all.get(i);
      Selection found = one.select(engine, question, users, "among[" + i + "]");
      if (requireNonNullElse(one.not, false)) {
        users.remove(found);
      } else {
        users.retain(found);
      }
    }
  }

  private Selection select(Engine engine, ReportQuestion question, Selection users, String path) {
    ActivityReports reports = question.reports(engine);
    String what = requireNonNullElse(kind, "");
    if (isLive() && (!what.equals("segment") || period != null)) {
      throw wrong(path + ".live", "has a meaning only for the kind segment without a period");
    }
    return switch (what) {
      case "active" -> {
        unused(segment, path + ".segment");
        Period days = days(question, path);
        if (page != null && !page.startsWith("/") && !page.equals(OTHER_PAGES)) {
          throw wrong(path + ".page", "is no page; pages begin with /, and “other” has the rest");
        }
        yield page == null
            ? reports.active(days, users.size())
            : reports.visitors(days, page.equals(OTHER_PAGES) ? null : page, users.size());
      }
      case "new" -> {
        unused(segment, path + ".segment");
        unused(page, path + ".page");
        yield reports.newIn(List.of(days(question, path)), users).getFirst();
      }
      case "segment" -> {
        unused(page, path + ".page");
        String key = needed(path);
        if (isLive()) {
          yield question.liveSegment(key, path + ".segment");
        }
        yield period == null
            ? question.segment(key, path + ".segment")
            : reports.seenIn(days(question, path), known(question, reports, path), users.size());
      }
      case "entered" -> {
        unused(page, path + ".page");
        yield reports
            .enteredIn(List.of(days(question, path)), known(question, reports, path), users)
            .getFirst();
      }
      default -> throw new IllegalArgumentException("the contract lets no " + what + " through");
    };
  }

  private boolean isLive() {
    return requireNonNullElse(live, false);
  }

  private Period days(ReportQuestion question, String path) {
    return PeriodSent.read(period, question.today(), path + ".period");
  }

  private String needed(String path) {
    if (segment == null) {
      throw wrong(path + ".segment", "is missing: the segment's key");
    }
    return segment;
  }

  /// Of one that never was, nobody was in it, and with `not` everybody else: a slip in its key is
  /// not to read like that.
  private String known(ReportQuestion question, ActivityReports reports, String path) {
    String key = needed(path);
    SegmentReportsResource.known(question, reports, key, path + ".segment");
    return key;
  }

  /// What has no meaning here is refused, so that nobody believes that it was looked at.
  private void unused(@Nullable String value, String path) {
    if (value != null) {
      throw wrong(path, "has no meaning for the kind " + kind);
    }
  }

  private static ProblemException wrong(String path, String reason) {
    return Problems.invalid(List.of(new FieldError(path, reason)));
  }
}
