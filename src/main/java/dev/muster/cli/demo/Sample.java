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
  NELL("Nell", "nell.brook@paperkite.example", "Paper Kite", Duration.ofDays(3), Plan.TRIAL, 4),
  FELIX("Felix", "felix.stone@mossandco.example", "Moss & Co", Duration.ofDays(400), Plan.FREE, 3),
  PETRA(
      "Petra",
      "petra.lind@harborlights.example",
      "Harbor Lights",
      Duration.ofDays(300),
      Plan.PRO,
      9),
  ELENA(
      "Elena", "elena.vale@skylark.example", "Skylark", Duration.ofDays(500), Plan.ENTERPRISE, 140);

  /// They are none of the numbered [People]; it only decides who of the shop looks after them.
  private static final int NUMBER = 0;

  private final String firstName;
  private final String email;
  private final String company;
  private final Duration since;
  private final Plan begins;
  private final int seats;

  Sample(String firstName, String email, String company, Duration since, Plan begins, int seats) {
    this.firstName = firstName;
    this.email = email;
    this.company = company;
    this.since = since;
    this.begins = begins;
    this.seats = seats;
  }

  static Optional<Sample> byEmail(String email) {
    return Stream.of(values()).filter(one -> one.email.equals(email)).findFirst();
  }

  String firstName() {
    return firstName;
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
    return new Customer(NUMBER, email, company, "GB", now.minus(since), life);
  }
}
