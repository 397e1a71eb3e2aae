package dev.muster.cli.demo;

import dev.muster.cli.demo.Customer.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The customers as whom one walks through the shop's page. They are none of the [Crowd], so what
/// is known of them changes only where somebody changes it.
enum Sample {
  NELL("Nell, new this week", "nell.brook@paperkite.example", "Paper Kite", 3, Plan.TRIAL, 4),
  FELIX("Felix, began on Free", "felix.stone@mossandco.example", "Moss & Co", 400, Plan.FREE, 3),
  PETRA(
      "Petra, began on Pro", "petra.lind@harborlights.example", "Harbor Lights", 300, Plan.PRO, 9),
  ELENA(
      "Elena, began on Enterprise",
      "elena.vale@skylark.example",
      "Skylark",
      500,
      Plan.ENTERPRISE,
      140);

  /// They are none of the numbered [People]; it only decides who of the shop looks after them.
  private static final int NUMBER = 0;

  private final String words;
  private final String email;
  private final String company;
  private final int days;
  private final Plan begins;
  private final int seats;

  /// @param days how long ago they signed up when the demo begins
  /// @param begins the plan that they are on then
  Sample(String words, String email, String company, int days, Plan begins, int seats) {
    this.words = words;
    this.email = email;
    this.company = company;
    this.days = days;
    this.begins = begins;
    this.seats = seats;
  }

  static Optional<Sample> byEmail(String email) {
    return Stream.of(values()).filter(one -> one.email.equals(email)).findFirst();
  }

  /// Their first name, and what is of interest about them, as the shop's page has it.
  String words() {
    return words;
  }

  String email() {
    return email;
  }

  /// The plan that they are on when the demo begins.
  Plan begins() {
    return begins;
  }

  /// What the CRM has of them.
  ///
  /// @param now when the demo begins
  Customer customer(Instant now) {
    Customer.Life life =
        new Customer.Life(
            begins,
            begins == Plan.TRIAL ? Plan.FREE : begins,
            Instant.MAX,
            Instant.MAX,
            seats,
            0,
            true,
            List.of());
    return new Customer(NUMBER, email, company, "GB", now.minus(Duration.ofDays(days)), life);
  }
}
