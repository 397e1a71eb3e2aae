package dev.muster.intake;

import static java.util.Objects.requireNonNull;

import dev.muster.intake.Delivery.Refusal;
import dev.muster.intake.IntakeAnswer.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What became of the objects of an array, gathered as the journal says it, in any order; and what
/// is told of one of them. Thread-safe.
final class Results {

  private static final String AGAIN = "; send it again later";
  private static final String ALL_AGAIN =
      "; send the whole array again later: what of it was taken already is not harmed by that";

  private final AtomicReferenceArray<Result> results;
  private final AtomicReference<@Nullable String> unavailable = new AtomicReference<>();
  private final AtomicInteger left;
  private final Consumer<IntakeAnswer> answered;

  /// @param count how many objects there are, at least one
  /// @param answered called once, when the last of them is known
  Results(int count, Consumer<IntakeAnswer> answered) {
    this.results = new AtomicReferenceArray<>(count);
    this.left = new AtomicInteger(count);
    this.answered = answered;
  }

  /// What became of one.
  ///
  /// @param id its name; null if it was not recorded
  /// @param whyNot why it was not recorded; null if it was
  void put(int index, Delivery delivery, @Nullable String id, @Nullable String whyNot) {
    if (isKnown(delivery, whyNot)) {
      results.set(index, of(delivery, id));
    } else {
      unavailable.set(whyNot);
    }
    if (left.decrementAndGet() == 0) {
      answered.accept(answer());
    }
  }

  private IntakeAnswer answer() {
    String why = unavailable.get();
    if (why != null) {
      return new IntakeAnswer.Unavailable(why + ALL_AGAIN);
    }
    List<Result> all = new ArrayList<>();
    for (int i = 0; i < results.length(); i++) {
      all.add(results.get(i));
    }
    return new IntakeAnswer.Batch(all);
  }

  /// What is told of an only object, with what [#put] takes.
  static IntakeAnswer single(Delivery delivery, @Nullable String id, @Nullable String whyNot) {
    return isKnown(delivery, whyNot)
        ? new IntakeAnswer.Single(of(delivery, id))
        : new IntakeAnswer.Unavailable(whyNot + AGAIN);
  }

  /// What is told of a body that is refused whole.
  static IntakeAnswer refused(@Nullable String id, RefusedBodyException refused) {
    return new IntakeAnswer.Single(
        new Result.Refused(
            Optional.ofNullable(id),
            Optional.empty(),
            refused.refusal(),
            title(refused.refusal()),
            refused.byteOffset(),
            List.of()));
  }

  /// What is refused stays so, also if it cannot be recorded.
  private static boolean isKnown(Delivery delivery, @Nullable String whyNot) {
    return whyNot == null || delivery.refusal().isPresent();
  }

  private static Result of(Delivery delivery, @Nullable String id) {
    if (delivery.refusal().isPresent()) {
      Refusal refusal = delivery.refusal().get();
      return new Result.Refused(
          Optional.ofNullable(id),
          delivery.user(),
          refusal,
          title(refusal),
          OptionalInt.empty(),
          delivery.rejected());
    }
    return new Result.Taken(
        requireNonNull(id),
        delivery.outcome(),
        delivery.user(),
        delivery.update().map(update -> update.changes().size()).orElse(0),
        delivery.rejected());
  }

  private static String title(Refusal refusal) {
    return Flaw.ofCode(refusal.code()).orElseThrow().title();
  }
}
