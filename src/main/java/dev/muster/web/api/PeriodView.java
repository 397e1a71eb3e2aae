package dev.muster.web.api;

import dev.muster.insights.Period;

/// Days, as they are answered.
record PeriodView(String from, String to) {
  static PeriodView of(Period period) {
    return new PeriodView(period.first().toString(), period.last().toString());
  }
}
