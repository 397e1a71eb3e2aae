package dev.muster.pageload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.signature.AddressRange;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// How often one address may ask for segments with one client key, so that nobody can walk through
/// the segments of other people. A bucket of tokens for each: full at first, one taken a question,
/// filled evenly. Thread-safe.
public final class RateLimit {

  /// Addresses that are counted at once; whoever has not asked for the longest time begins anew.
  private static final int ADDRESSES_MAX = 200_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private record Who(int environmentId, String address) {}

  private final int perMinute;
  private final Predicate<String> exempt;
  private final TimeMeter clock;

  /// So that an address is looked at once, and not for each of its questions. Of those who are
  /// exempt none.
  private final Cache<Who, Optional<Bucket>> byAddress =
      Caffeine.newBuilder()
          .maximumSize(ADDRESSES_MAX)
          // By then it would be full again.
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /// What addresses share that are one household's.
  private final Cache<Who, Bucket> byNetwork = Caffeine.newBuilder().weakValues().build();

  /// @param perMinute how many questions a minute, and at once; 0 for as many as they like
  /// @param exempt addresses that may ask as often as they like
  /// @param clock by which buckets are filled
  public RateLimit(int perMinute, Predicate<String> exempt, TimeMeter clock) {
    this.perMinute = perMinute;
    this.exempt = exempt;
    this.clock = clock;
  }

  /// As often as they like.
  public static RateLimit none() {
    return new RateLimit(0, _ -> true, TimeMeter.SYSTEM_NANOTIME);
  }

  /// Counts a question.
  ///
  /// @return 0 if it may be answered, else after how many seconds the next may
  int secondsToWait(int environmentId, String address) {
    if (perMinute == 0) {
      return 0;
    }
    Optional<Bucket> bucket = byAddress.get(new Who(environmentId, address), this::bucket);
    if (bucket.isEmpty()) {
      return 0;
    }
    ConsumptionProbe probe = bucket.get().tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? 0
        : Math.toIntExact(Math.max(1, Math.ceilDiv(probe.getNanosToWaitForRefill(), SECOND)));
  }

  /// Of IPv6 a household has 64 bits to itself, and may have each address in them.
  private Optional<Bucket> bucket(Who who) {
    return exempt.test(who.address)
        ? Optional.empty()
        : Optional.of(
            byNetwork.get(
                new Who(who.environmentId, AddressRange.householdOf(who.address)), _ -> full()));
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
        .withCustomTimePrecision(clock)
        .build();
  }
}
