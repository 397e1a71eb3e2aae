package dev.muster.web.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.catalog.AccessKey;
import dev.muster.catalog.Person;
import dev.muster.signature.AddressRange;
import dev.muster.web.Problem;
import dev.muster.web.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Slows down who guesses: each e-mail, each OAuth2 client from one address and each address may
/// fail only so often. What succeeds does not count.
final class Attempts {

  /// How often in a row one e-mail may fail; the same number comes back in [#REFILL].
  static final int EMAIL_MAX = 10;

  /// How often in a row one OAuth2 client may fail from one address.
  static final int CLIENT_MAX = 10;

  /// How often in a row one address may fail.
  static final int ADDRESS_MAX = 60;

  /// How often one address may look at what is shared by links.
  static final int LOOKS_MAX = 600;

  /// How long it takes until as many are allowed again.
  static final Duration REFILL = Duration.ofMinutes(15);

  /// Beyond so many the least used are forgotten, so that strangers cannot fill the memory.
  private static final int BUCKETS_MAX = 100_000;

  private static final String PASSWORD =
      " An administrator can make a link to choose a new password.";

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(BUCKETS_MAX).expireAfterAccess(REFILL).build();

  /// An attempt that is being made.
  interface Attempt {
    /// It was right, so it does not count.
    void succeeded();
  }

  /// @throws ProblemException 429 if there were too many
  Attempt from(String address) {
    return take("a " + AddressRange.householdOf(address), ADDRESS_MAX, PASSWORD);
  }

  /// @throws ProblemException 429 if there were too many
  Attempt of(String email) {
    String folded = Person.folded(email);
    return take("e " + folded.substring(0, Math.min(folded.length(), 254)), EMAIL_MAX, PASSWORD);
  }

  /// Somebody says to be an OAuth2 client. Counted together with the address, so that a stranger
  /// who knows its id cannot keep it out.
  ///
  /// @throws ProblemException 429 if there were too many
  Attempt of(String clientId, String address) {
    String cut = clientId.substring(0, Math.min(clientId.length(), AccessKey.LENGTH));
    return take("c " + AddressRange.householdOf(address) + " " + cut, CLIENT_MAX, "");
  }

  /// Counts a look at what is shared by a link, which costs an answer of Insights and counts
  /// although it succeeds.
  ///
  /// @throws ProblemException 429 if there were too many
  void looks(String address) {
    Attempt _ = take("l " + AddressRange.householdOf(address), LOOKS_MAX, "");
  }

  /// @param advice another way, as a sentence after a blank; maybe empty
  private Attempt take(String key, int most, String advice) {
    Bucket bucket = buckets.get(key, _ -> bucket(most));
    ConsumptionProbe taken = bucket.tryConsumeAndReturnRemaining(1);
    if (!taken.isConsumed()) {
      long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(taken.getNanosToWaitForRefill());
      throw new ProblemException(
          Problem.of(
                  429,
                  "too-many-attempts",
                  "Too many attempts",
                  "There were too many attempts; try again in " + seconds + " seconds." + advice)
              .with(ManagementApi.RETRY_AFTER, seconds));
    }
    return () -> bucket.addTokens(1);
  }

  private static Bucket bucket(int most) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(most).refillGreedy(most, REFILL))
        .build();
  }
}
