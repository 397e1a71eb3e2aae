package dev.muster.cli.demo;

import dev.muster.cli.demo.Customer.Plan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.SplittableRandom;

/// What the shop's tools send about a customer, with the mistakes that such tools make.
///
/// @param zone where their days begin
record Messages(ZoneId zone) {

  private static final String[] OWNERS = {"Ines", "Kofi", "Mei", "Omar"};

  /// What the CRM knows of a customer.
  ///
  /// @param event why it sends that
  String contact(Customer customer, Instant at, String event) {
    return contact(customer, at, event, '"' + day(customer.signedUp()) + '"', seats(customer, at));
  }

  /// The same, now and then with a value that is not what the property takes, or without the
  /// e-mail.
  String contact(Customer customer, Instant at, SplittableRandom random) {
    return switch (random.nextInt(120)) {
      case 0 ->
          """
          {"event":"contact.created","contact":{"name":"Met at the fair","country":"%s",\
          "company":{"name":"%s"}}}\
          """
              .formatted(customer.country(), customer.company());
      case 1 -> dayWrittenAsAtHome(customer, at);
      case 2 ->
          contact(
              customer,
              at,
              "contact.updated",
              '"' + day(customer.signedUp()) + '"',
              "\"about 50\"");
      default -> contact(customer, at, "contact.updated");
    };
  }

  /// The same with the day of the sign-up as an export of another language writes it.
  String dayWrittenAsAtHome(Customer customer, Instant at) {
    var day = customer.signedUp().atZone(zone);
    return contact(
        customer,
        at,
        "contact.imported",
        "\"%02d.%02d.%d\"".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear()),
        seats(customer, at));
  }

  private String contact(Customer customer, Instant at, String event, String signup, String seats) {
    Plan plan = customer.plan(at);
    StringBuilder tags = new StringBuilder();
    for (String tag : customer.life().tags()) {
      tags.append(tags.isEmpty() ? "\"" : ",\"").append(tag).append('"');
    }
    return """
    {"event":"%s","contact":{"email":"%s","country":"%s","signup":%s,"newsletter":%s,\
    "company":{"name":"%s","plan":"%s","arr":%s,"seats":%s,"trial_ends":%s},\
    "tags":[%s],"owner":{"name":"%s"}}}\
    """
        .formatted(
            event,
            customer.email(),
            customer.country(),
            signup,
            customer.life().newsletter(),
            customer.company(),
            plan.word(),
            customer.pays(at) ? Integer.toString(customer.revenue(at)) : "null",
            seats,
            plan == Plan.TRIAL ? '"' + day(customer.signedUp().plus(Customer.TRIAL)) + '"' : "null",
            tags,
            OWNERS[customer.number() % OWNERS.length]);
  }

  private static String seats(Customer customer, Instant at) {
    return Integer.toString(customer.seats(at));
  }

  /// What the payment tool knows of a customer's newest invoice.
  String invoice(Customer customer, Instant at, SplittableRandom random) {
    String amount = String.format(Locale.ROOT, "%.2f", customer.revenue(at) / 12.0);
    return switch (random.nextInt(150)) {
      case 0, 1, 2 -> invoice(customer, at, random, "\"n/a\"");
      case 3 -> withoutEmail(customer);
      default -> invoice(customer, at, random, amount);
    };
  }

  private static String invoice(
      Customer customer, Instant at, SplittableRandom random, String amount) {
    int fate = random.nextInt(100);
    String status = fate < 88 ? "paid" : fate < 95 ? "open" : "past_due";
    return """
    {"type":"invoice.%s","data":{"object":{"number":"INV-%06d","customer_email":"%s",\
    "plan":"%s","status":"%s","amount_due":%s,"currency":"eur","created":%d,\
    "payment_method":"%s"}}}\
    """
        .formatted(
            status.equals("paid") ? "paid" : "updated",
            100_000 + random.nextInt(900_000),
            customer.email(),
            customer.plan(at).word(),
            status,
            amount,
            at.getEpochSecond(),
            customer.number() % 5 < 3 ? "card" : customer.number() % 5 == 3 ? "transfer" : "debit");
  }

  /// That a customer pays no longer.
  String ended(Customer customer) {
    return """
    {"type":"customer.downgraded","data":{"object":{"customer_email":"%s","plan":"free"}}}\
    """
        .formatted(customer.email());
  }

  /// An event of another kind, which has the e-mail at another place.
  String withoutEmail(Customer customer) {
    return """
    {"type":"customer.updated","data":{"object":{"email":"%s","currency":"eur",\
    "delinquent":false}}}\
    """
        .formatted(customer.email());
  }

  private String day(Instant at) {
    return at.atZone(zone).toLocalDate().toString();
  }
}
