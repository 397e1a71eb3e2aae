package dev.muster.embedded;

import dev.muster.intake.Delivery;
import dev.muster.intake.Delivery.Refusal;
import dev.muster.intake.RejectedProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Which deliveries are looked for, beside whose they are and what became of them.
///
/// @param code of the refusal
/// @param text that the user, a reason, an attribute or a path contains, in any case
/// @param from that came then or later
/// @param to that came earlier
public record DeliveryFilter(
    Optional<String> code, Optional<String> text, Optional<Instant> from, Optional<Instant> to)
    implements Predicate<RecordedDelivery> {

  @Override
  public boolean test(RecordedDelivery recorded) {
    Delivery delivery = recorded.delivery();
    return (from.isEmpty() || !delivery.at().isBefore(from.get()))
        && (to.isEmpty() || delivery.at().isBefore(to.get()))
        && (code.isEmpty() || code.equals(delivery.refusal().map(Refusal::code)))
        && (text.isEmpty() || mentions(delivery, text.get().toLowerCase(Locale.ROOT)));
  }

  private static boolean mentions(Delivery delivery, String wanted) {
    List<String> texts = new ArrayList<>();
    delivery.user().ifPresent(texts::add);
    delivery.refusal().map(Refusal::detail).ifPresent(texts::add);
    for (RejectedProperty one : delivery.rejected()) {
      texts.addAll(List.of(one.attribute(), one.path(), one.reason()));
    }
    return texts.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
