package dev.muster.cli.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// The made-up customers. The same number is always the same customer, as long as the shop is the
/// same one. Used by one thread at a time.
final class People {

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
  private static final List<String> COMPANY_FIRST =
      List.of(
          "Amber", "Birch", "Blue", "Brisk", "Cedar", "Clear", "Copper", "Coral", "Delta", "East",
          "Elm", "Fair", "Fern", "Flint", "Golden", "Grand", "Green", "High", "Iron", "Ivory",
          "Juniper", "Kind", "Lake", "Lime", "Lunar", "Maple", "Meadow", "North", "Oak", "Olive",
          "Pine", "Quiet", "Red", "River", "Silver", "South", "Stone", "Sunny", "Tidal", "West");
  private static final List<String> COMPANY_LAST =
      List.of(
          "Analytics",
          "Bakery",
          "Bikes",
          "Books",
          "Brewing",
          "Build",
          "Cargo",
          "Care",
          "Clinic",
          "Cloud",
          "Coffee",
          "Design",
          "Devices",
          "Energy",
          "Fabrics",
          "Farms",
          "Films",
          "Foods",
          "Freight",
          "Games",
          "Garden",
          "Health",
          "Homes",
          "Hotels",
          "Journal",
          "Kitchen",
          "Labs",
          "Legal",
          "Logistics",
          "Media",
          "Motors",
          "Music",
          "Optics",
          "Outdoor",
          "Print",
          "Robotics",
          "Schools",
          "Studio",
          "Supply",
          "Travel");
  private static final List<String> COUNTRIES =
      List.of(
          "US", "US", "US", "US", "US", "US", "GB", "GB", "GB", "DE", "DE", "DE", "FR", "FR", "CA",
          "IN", "BR", "NL", "JP", "AU");

  private static final int NAMES = FIRST.size() * LAST.size();
  private static final int COMPANIES = COMPANY_FIRST.size() * COMPANY_LAST.size();

  /// Has no divisor with the number of names and companies in common, so that no two have both.
  private static final long STRIDE = 700_001;

  private static final int SIGNUP_DAYS = 900;

  private final Instant opened;
  private final ZoneId zone;
  private final int atFirst;
  private final Map<Integer, Instant> later = new HashMap<>();

  /// @param opened when the shop began to be shown; all but those who come later signed up before
  /// @param atFirst how many had
  People(Instant opened, ZoneId zone, int atFirst) {
    this.opened = opened;
    this.zone = zone;
    this.atFirst = atFirst;
  }

  /// How many had signed up when the shop began to be shown.
  int atFirst() {
    return atFirst;
  }

  /// Somebody who signs up now.
  ///
  /// @param number of nobody before
  Customer arrive(int number, Instant at) {
    later.put(number, at);
    return customer(number);
  }

  Customer customer(int number) {
    SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L);
    Instant came = later.get(number);
    Instant signedUp = came == null ? signUp(random) : came;
    long place = number * STRIDE % ((long) NAMES * COMPANIES);
    int name = (int) (place % NAMES);
    int company = (int) (place / NAMES);
    String first = COMPANY_FIRST.get(company / COMPANY_LAST.size());
    String last = COMPANY_LAST.get(company % COMPANY_LAST.size());
    String email =
        "%s.%s%s@%s.example"
            .formatted(
                FIRST.get(name / LAST.size()),
                LAST.get(name % LAST.size()),
                number < (long) NAMES * COMPANIES ? "" : Integer.toString(number),
                (first + last).toLowerCase(Locale.ROOT));
    return new Customer(
        number,
        email,
        first + " " + last,
        COUNTRIES.get(random.nextInt(COUNTRIES.size())),
        signedUp,
        Customer.Life.of(signedUp, random));
  }

  /// More from month to month, fewer at weekends and at night.
  private Instant signUp(SplittableRandom random) {
    double ago = SIGNUP_DAYS * (1 - Math.pow(random.nextDouble(), 0.6));
    ZonedDateTime at =
        opened.minusSeconds((long) (ago * Duration.ofDays(1).toSeconds())).atZone(zone);
    DayOfWeek day = at.getDayOfWeek();
    if ((day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY) && random.nextInt(2) == 0) {
      at = at.minusDays(3);
    }
    if (at.getHour() < 7) {
      at = at.minusHours(random.nextInt(9, 14));
    }
    return at.toInstant();
  }
}
