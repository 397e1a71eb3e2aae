package dev.muster.health;

import dev.muster.attribute.RefusalKind;
import dev.muster.catalog.Property;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Something about the deliveries that come through an integration.
public sealed interface DeliveryFinding extends HealthFinding {

  /// What can be told, by [#code].
  Set<String> CODES =
      Set.of(
          "failing",
          "signature-failing",
          "quiet",
          "property-missing",
          "property-empty",
          "property-refused",
          "volume-dropped",
          "volume-rose",
          "late-events",
          "sent-again",
          "all-ignored",
          "limited");

  /// Most of what came was refused.
  ///
  /// @param reason the code that was most frequent, such as `malformed-json`
  /// @param refused how many were
  /// @param all how many came
  /// @param hours in how many hours
  record Failing(String reason, long refused, long all, int hours) implements DeliveryFinding {}

  /// Much of what came was not proved to be the sender's.
  ///
  /// @param reason `signature-invalid` or `address-not-allowed`
  /// @param refused how many were not
  /// @param all how many came
  /// @param hours in how many hours
  record SignatureFailing(String reason, long refused, long all, int hours)
      implements DeliveryFinding {}

  /// Nothing comes any more.
  ///
  /// @param since when the last delivery came
  /// @param usual how many used to come in the same hours of the weeks before; empty where that is
  ///   not known
  /// @param longestPauseHours the longest pause before; empty where too little came to say
  record Quiet(Instant since, Optional<Long> usual, Optional<Long> longestPauseHours)
      implements DeliveryFinding {}

  /// A listed property does not come any more, while deliveries do.
  ///
  /// @param since when it last came
  /// @param share which part of the deliveries had it before, 0 to 1; empty once that is too long
  ///   ago to be known
  /// @param without how many deliveries came without it since
  record PropertyMissing(Property property, Instant since, Optional<Double> share, long without)
      implements DeliveryFinding {}

  /// A listed property comes as `null` only.
  ///
  /// @param since when it last had a value
  /// @param deliveries how many had `null` since
  record PropertyEmpty(Property property, Instant since, long deliveries)
      implements DeliveryFinding {}

  /// A listed property is refused: mostly, the sender has changed its type.
  ///
  /// @param kind why
  /// @param since when that began
  /// @param share of what came of it since that day, 0 to 1
  record PropertyRefused(Property property, RefusalKind kind, Instant since, double share)
      implements DeliveryFinding {}

  /// Much less comes than in the same hours of the weeks before.
  ///
  /// @param usual how many came then
  /// @param now how many came in these hours
  /// @param hours how many hours
  record VolumeDropped(long usual, long now, int hours) implements DeliveryFinding {}

  /// Much more comes than in the same hours of the weeks before.
  ///
  /// @param usual how many came then
  /// @param now how many came in these hours
  /// @param hours how many hours
  record VolumeRose(long usual, long now, int hours) implements DeliveryFinding {}

  /// Much of what comes tells of what is older than what is known.
  ///
  /// @param late how many of a day's deliveries
  /// @param all how many deliveries
  record LateEvents(long late, long all) implements DeliveryFinding {}

  /// Much of what comes has come before.
  ///
  /// @param again how many of a day's deliveries
  /// @param all how many deliveries
  record SentAgain(long again, long all) implements DeliveryFinding {}

  /// All that comes is of kinds that are not taken.
  ///
  /// @param ignored how many of a day's deliveries
  record AllIgnored(long ignored) implements DeliveryFinding {}

  /// More comes than the limits allow, and is turned away.
  ///
  /// @param turnedAway how many requests of the last hour
  record Limited(long turnedAway) implements DeliveryFinding {}

  /// Nothing came yet.
  record NothingEver() implements DeliveryFinding {}

  @Override
  default String code() {
    return switch (this) {
      case Failing _ -> "failing";
      case SignatureFailing _ -> "signature-failing";
      case Quiet _ -> "quiet";
      case PropertyMissing _ -> "property-missing";
      case PropertyEmpty _ -> "property-empty";
      case PropertyRefused _ -> "property-refused";
      case VolumeDropped _ -> "volume-dropped";
      case VolumeRose _ -> "volume-rose";
      case LateEvents _ -> "late-events";
      case SentAgain _ -> "sent-again";
      case AllIgnored _ -> "all-ignored";
      case Limited _ -> "limited";
      case NothingEver _ -> "nothing-ever";
    };
  }

  @Override
  default Optional<Property> about() {
    return switch (this) {
      case PropertyMissing missing -> Optional.of(missing.property());
      case PropertyEmpty empty -> Optional.of(empty.property());
      case PropertyRefused refused -> Optional.of(refused.property());
      case Failing _, SignatureFailing _, Quiet _, VolumeDropped _, VolumeRose _ ->
          Optional.empty();
      case LateEvents _, SentAgain _, AllIgnored _, Limited _, NothingEver _ -> Optional.empty();
    };
  }

  @Override
  default Optional<Instant> begin() {
    return switch (this) {
      case PropertyMissing missing -> Optional.of(missing.since());
      case PropertyEmpty empty -> Optional.of(empty.since());
      case PropertyRefused refused -> Optional.of(refused.since());
      case Quiet quiet -> Optional.of(quiet.since());
      case Failing _, SignatureFailing _, VolumeDropped _, VolumeRose _ -> Optional.empty();
      case LateEvents _, SentAgain _, AllIgnored _, Limited _, NothingEver _ -> Optional.empty();
    };
  }

  @Override
  default boolean isWorthAnAlert() {
    return switch (this) {
      case Failing failing -> failing.refused() >= 3;
      case SignatureFailing failing -> failing.refused() >= 3;
      case Quiet quiet -> quiet.usual().isPresent() || quiet.longestPauseHours().isPresent();
      case PropertyMissing _, PropertyEmpty _, PropertyRefused _ -> true;
      case VolumeDropped _, VolumeRose _ -> true;
      case LateEvents _, SentAgain _, AllIgnored _, Limited _ -> true;
      case NothingEver _ -> false;
    };
  }
}
