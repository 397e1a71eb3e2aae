package dev.muster.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// A made-up customer, who tries, pays, grows and leaves at moments that are settled when they sign
/// up.
///
/// @param number who it is
/// @param email by which the tools and the pages know them
/// @param company where they work
/// @param country as two letters
/// @param signedUp when they came
/// @param life what becomes of them
record Customer(
    int number, String email, String company, String country, Instant signedUp, Life life) {

  static final Duration TRIAL = Duration.ofDays(14);

  /// What becomes of a customer.
  ///
  /// @param begins the plan that they sign up for: free or trial
  /// @param then the plan after the trial: free, pro or enterprise
  /// @param grows when pro becomes enterprise; [Instant#MAX] for never
  /// @param leaves when they go back to free; [Instant#MAX] for never
  /// @param seats how many people use it with them
  /// @param awake how readily they visit, 0 (never) to 1
  /// @param newsletter whether they get it
  /// @param tags what the sales people noted
  record Life(
      Plan begins,
      Plan then,
      Instant grows,
      Instant leaves,
      int seats,
      double awake,
      boolean newsletter,
      List<String> tags) {

    static Life of(Instant signedUp, SplittableRandom random) {
      boolean tries = random.nextInt(100) < 55;
      int fate = random.nextInt(100);
      Plan then = !tries || fate >= 46 ? Plan.FREE : fate < 9 ? Plan.ENTERPRISE : Plan.PRO;
      Instant decides = signedUp.plus(TRIAL);
      Instant grows =
          then == Plan.PRO && random.nextInt(10) == 0
              ? decides.plusSeconds(random.nextLong(Duration.ofDays(500).toSeconds()))
              : Instant.MAX;
      Instant leaves =
          then != Plan.FREE && random.nextInt(4) == 0
              ? decides
                  .plusSeconds(Duration.ofDays(30).toSeconds())
                  .plusSeconds(random.nextLong(Duration.ofDays(800).toSeconds()))
              : Instant.MAX;
      double size = Math.exp(1.6 + 0.9 * random.nextGaussian());
      boolean large = then == Plan.ENTERPRISE || grows.isBefore(Instant.MAX);
      int seats = Math.clamp(Math.round(large ? 25 * size / 4 : size), 1, large ? 420 : 60);
      boolean asleep = random.nextInt(100) < (then == Plan.FREE ? 45 : 12);
      double awake = asleep ? 0 : then == Plan.FREE ? 0.4 : 1;
      List<String> tags =
          Stream.of("beta", "newsletter", "partner", "nonprofit", "vip")
              .filter(_ -> random.nextInt(12) == 0)
              .toList();
      return new Life(
          tries ? Plan.TRIAL : Plan.FREE,
          then,
          grows,
          leaves,
          seats,
          awake,
          random.nextInt(3) > 0,
          tags);
    }
  }

  /// What is sold.
  enum Plan {
    FREE(0),
    TRIAL(0),
    PRO(180),
    ENTERPRISE(228);

    private final int perSeat;

    Plan(int perSeat) {
      this.perSeat = perSeat;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Their plan at a moment after they signed up.
  Plan plan(Instant at) {
    if (at.isBefore(signedUp.plus(TRIAL))) {
      return life.begins();
    }
    if (!at.isBefore(life.leaves())) {
      return Plan.FREE;
    }
    return at.isBefore(life.grows()) ? life.then() : Plan.ENTERPRISE;
  }

  /// When their plan changes, in no order.
  List<Instant> changes() {
    return Stream.of(signedUp.plus(TRIAL), life.grows(), life.leaves())
        .filter(at -> at.isBefore(Instant.MAX))
        .toList();
  }

  /// How many seats they have at a moment: a few come with time.
  int seats(Instant at) {
    return switch (plan(at)) {
      case FREE -> Math.min(life.seats(), 3);
      case TRIAL -> Math.min(life.seats(), 10);
      case PRO, ENTERPRISE -> life.seats() + (int) (Duration.between(signedUp, at).toDays() / 120);
    };
  }

  /// What they pay a year.
  int revenue(Instant at) {
    return seats(at) * plan(at).perSeat;
  }

  boolean pays(Instant at) {
    return plan(at).perSeat > 0;
  }
}
