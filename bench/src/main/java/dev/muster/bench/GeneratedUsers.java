package dev.muster.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Deterministic end users with eight attributes, the data that other systems were measured with:
/// the same user number always has the same values.
///
/// The random source of attribute `f` of user `i` is SplitMix64's finalizer, applied twice, of `i *
/// 16 + f` plus one and `salt` times its increment; its upper 53 bits make a number in 0..1.
///
/// @param salt other salts give other values for the same users
public record GeneratedUsers(long salt) {

  /// What "now" is for every segment over this data: 2026-11-01T00:00:00Z.
  public static final LocalDate REFERENCE_DAY = LocalDate.of(2026, 11, 1);

  private static final long REFERENCE_SECOND =
      REFERENCE_DAY.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  private static final long OCTOBER_2 =
      LocalDate.of(2026, 10, 2).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  private static final LocalDate NOVEMBER_2024 = LocalDate.of(2024, 11, 1);
  private static final int DAY_SECONDS = 86_400;
  private static final int SIGNUP_DAYS = 1_826;
  private static final int LOGIN_DAYS = 90;
  private static final long INCREMENT = 0x9E3779B97F4A7C15L;

  private static final Weighted PLANS =
      new Weighted(List.of("free", "trial", "pro", "enterprise"), .60, .80, .95, 1);
  private static final Weighted ROLES =
      new Weighted(
          List.of(
              "member", "viewer", "editor", "admin", "developer", "analyst", "billing", "owner"),
          .40,
          .60,
          .72,
          .82,
          .90,
          .95,
          .98,
          1);
  private static final Weighted COUNTRIES =
      Weighted.byRank(
          List.of(
              "US", "GB", "DE", "FR", "IN", "CA", "BR", "JP", "AU", "ES", "IT", "NL", "MX", "SE",
              "PL", "KR", "CH", "BE", "AR", "DK", "NO", "FI", "AT", "IE", "PT", "SG", "IL", "ZA",
              "NZ", "CZ", "RO", "TR", "GR", "HU", "CL", "CO", "TH", "MY", "PH", "VN"));

  /// An identifier of 20 bytes.
  public static String identifier(long user) {
    String number = Long.toString(user);
    return "u" + "0".repeat(9 - number.length()) + number + "@acme.test";
  }

  /// free 60 %, trial 20 %, pro 15 %, enterprise 5 %.
  public String plan(long user) {
    return PLANS.pick(random(user, 0));
  }

  /// One of 40 codes, weighted by one over the rank: US 23.4 %, GB 11.7 %, DE 7.8 %, …
  public String country(long user) {
    return COUNTRIES.pick(random(user, 1));
  }

  /// member 40 %, viewer 20 %, editor 12 %, admin 10 %, … of eight.
  public String role(long user) {
    return ROLES.pick(random(user, 2));
  }

  /// Log-normal around 20,000 (`exp(9.9 + 1.6 z)`), at most 2,000,000, two decimals.
  public double arr(long user) {
    double normal =
        StrictMath.sqrt(-2 * StrictMath.log(1 - random(user, 3)))
            * StrictMath.cos(2 * Math.PI * random(user, 4));
    double amount = Math.min(2_000_000.0, StrictMath.exp(9.9 + 1.6 * normal));
    return Math.round(amount * 100) / 100.0;
  }

  /// 1 to 5000, log-uniform.
  public int seats(long user) {
    return Math.clamp((int) StrictMath.pow(5000, random(user, 5)), 1, 5000);
  }

  /// True for 4 %.
  public boolean churned(long user) {
    return random(user, 6) < .04;
  }

  /// A day of the five years before the reference day.
  public LocalDate signup(long user) {
    return REFERENCE_DAY.minusDays(SIGNUP_DAYS - (long) (random(user, 7) * SIGNUP_DAYS));
  }

  /// A second of the 90 days before the reference day, since 1970.
  public long lastLoginSecond(long user) {
    long span = (long) LOGIN_DAYS * DAY_SECONDS;
    return REFERENCE_SECOND - span + (long) (random(user, 8) * span);
  }

  /// Whether the user belongs to S1, S2 and S3 (see [Segments]), found without any of Muster's
  /// code.
  public boolean[] segments(long user) {
    String plan = plan(user);
    String country = country(user);
    double arr = arr(user);
    boolean paying = plan.equals("pro") || plan.equals("enterprise");
    boolean near = country.equals("US") || country.equals("GB") || country.equals("DE");
    return new boolean[] {
      paying && near && arr >= 100_000 && lastLoginSecond(user) >= OCTOBER_2 && !churned(user),
      plan.equals("free") || (role(user).equals("admin") && seats(user) < 10),
      !country.equals("US")
          && signup(user).isBefore(NOVEMBER_2024)
          && arr >= 10_000
          && arr <= 50_000
    };
  }

  private double random(long user, int attribute) {
    long bits = user * 16 + attribute + salt * INCREMENT + INCREMENT;
    return (finalizer(finalizer(bits)) >>> 11) * 0x1.0p-53;
  }

  private static long finalizer(long bits) {
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  /// Texts, and the chance that a text up to each is picked.
  private static final class Weighted {
    private final List<String> texts;
    private final double[] cumulative;

    Weighted(List<String> texts, double... cumulative) {
      this.texts = texts;
      this.cumulative = cumulative;
    }

    static Weighted byRank(List<String> texts) {
      double whole = 0;
      for (int i = 0; i < texts.size(); i++) {
        whole += 1.0 / (i + 1);
      }
      double[] cumulative = new double[texts.size()];
      double sum = 0;
      for (int i = 0; i < texts.size(); i++) {
        sum += 1.0 / (i + 1) / whole;
        cumulative[i] = sum;
      }
      cumulative[texts.size() - 1] = 1;
      return new Weighted(texts, cumulative);
    }

    String pick(double random) {
      int i = 0;
      while (random >= cumulative[i]) {
        i++;
      }
      return texts.get(i);
    }
  }
}
