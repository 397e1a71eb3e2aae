package dev.muster.web.api;

import dev.muster.embedded.DeliveryCounts;
import dev.muster.embedded.DeliveryCounts.Counts;
import dev.muster.embedded.DeliveryCounts.Last;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// The verdict on an integration, from what came and when.
///
/// @param words the reason, for people
record IntegrationHealth(State state, String words) {

  /// How long nothing may come from a sender of which too little came to know what is usual.
  static final Duration QUIET_UNUSUAL = Duration.ofDays(2);

  /// Less than this is never quiet, however busy it was before.
  static final Duration QUIET_LEAST = Duration.ofHours(3);

  /// How many times the longest pause so far the present one has to be.
  static final int QUIET_TIMES = 3;

  /// How it is.
  enum State {
    /// Nothing came yet.
    NEW,
    /// It comes and is taken.
    OK,
    /// Nothing came for much longer than usual.
    QUIET,
    /// Most of the last hour's was refused.
    FAILING;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static IntegrationHealth of(DeliveryCounts counts, Instant now) {
    if (counts.last().isEmpty()) {
      return new IntegrationHealth(State.NEW, "Nothing came yet.");
    }
    Counts hour = counts.lastHour();
    if (hour.rejected() * 2 > hour.sum()) {
      String all =
          hour.sum() == 1
              ? "The only delivery of the last hour was refused."
              : "%,d of the %,d deliveries of the last hour were refused."
                  .formatted(hour.rejected(), hour.sum());
      return new IntegrationHealth(State.FAILING, all);
    }
    Last last = counts.last().get();
    Duration silence = Duration.between(last.at(), now);
    OptionalLong pause = counts.longestPauseHours();
    if (silence.compareTo(quietFrom(pause)) > 0) {
      String usual =
          pause.isEmpty()
              ? ""
              : "; before, the longest pause was about " + hours(pause.getAsLong());
      return new IntegrationHealth(
          State.QUIET, "Nothing came for " + hours(silence.toHours()) + usual + ".");
    }
    return new IntegrationHealth(State.OK, okWords(counts));
  }

  private static Duration quietFrom(OptionalLong pauseHours) {
    if (pauseHours.isEmpty()) {
      return QUIET_UNUSUAL;
    }
    Duration limit = Duration.ofHours(QUIET_TIMES * pauseHours.getAsLong());
    return limit.compareTo(QUIET_LEAST) < 0 ? QUIET_LEAST : limit;
  }

  private static String okWords(DeliveryCounts counts) {
    long all = 0;
    long refused = 0;
    for (DeliveryCounts.Hour hour : lastDay(counts)) {
      all += hour.counts().sum();
      refused += hour.counts().rejected();
    }
    if (all == 0) {
      return "Nothing came in the last 24 hours, which is not unusual.";
    }
    String came = all == 1 ? "1 delivery" : "%,d deliveries".formatted(all);
    String rest =
        refused == 0
            ? "none refused"
            : refused == all
                ? "all refused, none of them lately"
                : "%,d refused".formatted(refused);
    return came + " in the last 24 hours, " + rest + ".";
  }

  /// The hours of the last day, the oldest first.
  static List<DeliveryCounts.Hour> lastDay(DeliveryCounts counts) {
    int hours = counts.hours().size();
    return counts.hours().subList(hours - 24, hours);
  }

  private static String hours(long hours) {
    if (hours < 48) {
      return hours == 1 ? "1 hour" : hours + " hours";
    }
    return hours / 24 + " days";
  }
}
