package dev.muster.web.api;

import static java.util.Objects.requireNonNullElse;

import dev.muster.catalog.FieldError;
import dev.muster.insights.Period;
import dev.muster.web.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Days that are asked about: so many up to today, or from one to another. A field that is null was
/// left out.
record PeriodSent(@Nullable Integer days, @Nullable String from, @Nullable String to) {

  private static final int DAYS = 30;
  private static final int DAYS_MAX = 800;

  /// @param path what it is called in what was sent
  static Period read(@Nullable PeriodSent sent, LocalDate today, String path) {
    if (sent == null || (sent.from == null && sent.to == null)) {
      return Period.of(today, sent == null ? DAYS : requireNonNullElse(sent.days, DAYS));
    }
    if (sent.days != null) {
      throw wrong(path, "has either days, or from and to");
    }
    LocalDate from = day(sent.from, path + ".from");
    LocalDate to = sent.to == null ? today : day(sent.to, path + ".to");
    if (to.isBefore(from)) {
      throw wrong(path + ".to", "is before " + path + ".from");
    }
    if (from.plusDays(DAYS_MAX).isBefore(to)) {
      throw wrong(path, "has more than " + DAYS_MAX + " days");
    }
    return new Period(from, to);
  }

  private static LocalDate day(@Nullable String text, String path) {
    if (text == null) {
      throw wrong(path, "is missing; a day such as 2026-05-01");
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1970 && day.getYear() <= 9999) {
        return day;
      }
    } catch (DateTimeException _) {
      // Refused like a day that is too far away.
    }
    throw wrong(path, "is no day from 1970 to 9999, such as 2026-05-01");
  }

  private static ProblemException wrong(String path, String reason) {
    return Problems.invalid(List.of(new FieldError(path, reason)));
  }
}
