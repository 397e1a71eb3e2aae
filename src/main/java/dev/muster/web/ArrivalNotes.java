package dev.muster.web;

import dev.muster.catalog.AccessKey;
import dev.muster.pageload.Admission;
import dev.muster.pageload.Arrival;
import dev.muster.pageload.Arrival.Via;
import dev.muster.pageload.Arrivals;
import dev.muster.pageload.Claim;
import dev.muster.pageload.Flag;
import dev.muster.pageload.PageLoad;
import dev.muster.pageload.Refusal;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Notes what arrives through one protocol.
///
/// @param arrivals where
/// @param via the protocol
record ArrivalNotes(Arrivals arrivals, Via via) {

  /// All segments were asked for.
  void answered(
      Claim claim, @Nullable String url, Admission.Granted granted, PageLoad answer, Instant at) {
    answered(claim, url, granted, answer.known(), () -> answer.segments().size(), at);
  }

  /// One segment was asked for.
  void answered(
      Claim claim,
      @Nullable String url,
      Admission.Granted granted,
      Flag.Evaluated flag,
      Instant at) {
    answered(claim, url, granted, flag.known(), () -> flag.in() ? 1 : 0, at);
  }

  private void answered(
      Claim claim,
      @Nullable String url,
      Admission.Granted granted,
      boolean known,
      IntSupplier segments,
      Instant at) {
    arrivals.noteAnswered(
        granted,
        at.toEpochMilli(),
        () ->
            new Arrival(
                at,
                Arrival.ANSWERED,
                via,
                Arrival.shown(url),
                claim.origin(),
                claim.user().toString(),
                known,
                segments.getAsInt(),
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

  /// Somebody was not told the segments of a user.
  void refused(Claim claim, @Nullable String url, Admission.Refused refused, Instant at) {
    refused(claim.clientKey(), url, claim.origin(), claim.user().toString(), refused, at);
  }

  /// A page that could not ask was not even heard.
  void refused(
      String clientKey,
      @Nullable String url,
      @Nullable String origin,
      Admission.Refused refused,
      Instant at) {
    refused(clientKey, url, origin, null, refused, at);
  }

  private void refused(
      String clientKey,
      @Nullable String url,
      @Nullable String origin,
      @Nullable String user,
      Admission.Refused refused,
      Instant at) {
    boolean unknown = refused.why() == Refusal.UNKNOWN_KEY;
    Arrival arrival =
        new Arrival(
            at,
            refused.why().code(),
            via,
            Arrival.shown(url),
            origin,
            // It belongs to nobody's environment, so nobody is to see it.
            unknown ? null : user,
            null,
            0,
            unknown ? AccessKey.selector(clientKey) : null);
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
