package dev.muster.web;

import dev.muster.catalog.AccessKey;
import dev.muster.pageload.Admission;
import dev.muster.pageload.Arrival;
import dev.muster.pageload.Arrival.Via;
import dev.muster.pageload.Arrivals;
import dev.muster.pageload.Claim;
import dev.muster.pageload.PageLoad;
import dev.muster.pageload.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Notes what arrives through one protocol.
///
/// @param arrivals where
/// @param via the protocol
record ArrivalNotes(Arrivals arrivals, Via via) {

  void answered(Claim claim, @Nullable String url, PageLoad answer, Instant at) {
    arrivals.note(
        answer.environmentId(),
        Arrival.ANSWERED,
        at.toEpochMilli(),
        () ->
            new Arrival(
                at,
                Arrival.ANSWERED,
                via,
                Arrival.shown(url),
                claim.origin(),
                claim.user().toString(),
                answer.known(),
                answer.segments().size(),
                null));
  }

  void complained(
      int environmentId,
      String problem,
      @Nullable String url,
      @Nullable String origin,
      Instant at) {
    arrivals.note(
        environmentId,
        problem,
        at.toEpochMilli(),
        () -> new Arrival(at, problem, via, Arrival.shown(url), origin, null, null, 0, null));
  }

  void refused(Claim claim, @Nullable String url, Admission.Refused refused, Instant at) {
    boolean unknown = refused.why() == Refusal.UNKNOWN_KEY;
    Arrival arrival =
        new Arrival(
            at,
            refused.why().code(),
            via,
            Arrival.shown(url),
            claim.origin(),
            claim.user().toString(),
            null,
            0,
            unknown ? AccessKey.selector(claim.clientKey()) : null);
    if (unknown) {
      arrivals.noteUnknown(at.toEpochMilli(), () -> arrival);
    } else {
      arrivals.note(
          refused.environmentId().orElseThrow(),
          arrival.outcome(),
          at.toEpochMilli(),
          () -> arrival);
    }
  }
}
