package dev.muster.cli.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Made-up people, and what a shop's tools would send about them. The same number is always the
/// same person.
///
/// @param today what dates are relative to
record People(LocalDate today) {

  private static final List<String> FIRST =
      List.of(
          "ada", "alan", "anna", "barbara", "ben", "chen", "dana", "emil", "fatima", "grace",
          "hans", "ines", "jun", "kofi", "lena", "liam", "maria", "mei", "nina", "omar", "paul",
          "priya", "rosa", "sam", "tomas", "uma", "victor", "wen", "yara", "zoe");
  private static final List<String> LAST =
      List.of(
          "almeida", "bauer", "chang", "dubois", "eriksen", "fischer", "garcia", "hopper", "ito",
          "jansen", "kaur", "larsen", "moreau", "nguyen", "okafor", "petrov", "quinn", "rossi",
          "silva", "turing", "ueda", "varga", "weber", "xu", "young", "zeman");
  private static final List<String> COUNTRIES =
      List.of("US", "US", "US", "GB", "GB", "DE", "DE", "FR", "IN", "CA", "BR", "JP");
  private static final List<String> PLANS =
      List.of(
          "free", "free", "free", "free", "free", "free", "trial", "trial", "pro", "enterprise");
  private static final List<String> TAGS =
      List.of("beta", "newsletter", "partner", "nonprofit", "vip");

  private static final int SIGNUP_DAYS = 1_000;

  String email(int person) {
    SplittableRandom random = new SplittableRandom(person);
    return pick(FIRST, random) + "." + pick(LAST, random) + "." + person + "@example.com";
  }

  /// What the CRM sends when it knows somebody.
  ///
  /// @param change another number gives other values for what changes over time
  String crm(int person, int change) {
    SplittableRandom fixed = new SplittableRandom(person * 31L + 1);
    SplittableRandom now = new SplittableRandom(person * 31L + 1_000_003L * change);
    LocalDate signup = today.minusDays(fixed.nextInt(SIGNUP_DAYS));
    return String.format(
        Locale.ROOT,
        """
        {"event":"contact.updated","contact":{"email":"%s","country":"%s","signup":"%s",\
        "company":{"plan":"%s","arr":%d,"seats":%d},"tags":[%s],"owner":{"id":%d}}}\
        """,
        email(person),
        pick(COUNTRIES, fixed),
        signup,
        pick(PLANS, now),
        now.nextInt(200) == 0 ? 1_000_000 : 500 * now.nextInt(1, 150),
        now.nextInt(1, 200),
        now.nextInt(3) == 0 ? "\"" + pick(TAGS, now) + "\"" : "",
        fixed.nextInt(9));
  }

  /// What the billing tool sends when an invoice is due. Now and then its amount is no number, as
  /// it happens.
  String billing(int person, int change) {
    SplittableRandom random = new SplittableRandom(person * 17L + 999_983L * change);
    String amount = random.nextInt(25) == 0 ? "\"n/a\"" : Integer.toString(random.nextInt(900));
    return String.format(
        Locale.ROOT,
        """
        {"type":"invoice.updated","data":{"object":{"customer_email":"%s","status":"%s",\
        "amount_due":%s,"created":%d}}}\
        """,
        email(person),
        random.nextInt(8) == 0 ? "past_due" : "paid",
        amount,
        today.minusDays(random.nextInt(60)).toEpochDay() * 86_400);
  }

  private static String pick(List<String> texts, SplittableRandom random) {
    return texts.get(random.nextInt(texts.size()));
  }
}
