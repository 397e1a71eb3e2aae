package dev.muster.pageload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// How often one address may ask for segments with one client key, so that nobody can walk through
/// the segments of other people. A bucket of tokens for each: full at first, one taken a question,
/// filled evenly. Thread-safe.
public final class RateLimit {

  /// Addresses that are counted at once; whoever has not asked for the longest time begins anew.
  private static final int ADDRESSES_MAX = 200_000;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private record Who(int environmentId, String address) {}

  private final int perMinute;
  private final Predicate<String> exempt;
  private final LongSupplier nanos;

  /// So that an address is looked at once, and not for each of its questions.
  private final Cache<Who, Bucket> byAddress =
      Caffeine.newBuilder()
          .maximumSize(ADDRESSES_MAX)
          // By then it would be full again.
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /// What addresses share that are one household's.
  private final Cache<Who, Bucket> byNetwork = Caffeine.newBuilder().weakValues().build();

  /// @param perMinute how many questions a minute, and at once; 0 for as many as they like
  /// @param exempt addresses that may ask as often as they like
  /// @param nanos a clock like [System#nanoTime]
  public RateLimit(int perMinute, Predicate<String> exempt, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.exempt = exempt;
    this.nanos = nanos;
  }

  /// As often as they like.
  public static RateLimit none() {
    return new RateLimit(0, _ -> true, () -> 0);
  }

  /// Counts a question.
  ///
  /// @return 0 if it may be answered, else after how many seconds the next may
  int secondsToWait(int environmentId, String address) {
    if (perMinute == 0) {
      return 0;
    }
    long now = nanos.getAsLong();
    Bucket bucket = byAddress.get(new Who(environmentId, address), who -> bucket(who, now));
    return bucket == Bucket.UNLIMITED ? 0 : bucket.take(now, perMinute);
  }

  private Bucket bucket(Who who, long now) {
    return exempt.test(who.address)
        ? Bucket.UNLIMITED
        : byNetwork.get(
            new Who(who.environmentId, network(who.address)), _ -> new Bucket(perMinute, now));
  }

  /// Of IPv6 the 64 bits that a household has to itself; it may have each address in them.
  ///
  /// @param address as Java writes it, with all eight groups
  private static String network(String address) {
    int end = 0;
    for (int groups = 0; groups < 4; groups++) {
      int colon = address.indexOf(':', end);
      if (colon < 0) {
        return address;
      }
      end = colon + 1;
    }
    return address.substring(0, end);
  }

  private static final class Bucket {

    /// Of those who are exempt.
    static final Bucket UNLIMITED = new Bucket(1, 0);

    private double tokens;
    private long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }

    synchronized int take(long now, int perMinute) {
      tokens = Math.min(perMinute, tokens + (double) (now - at) * perMinute / MINUTE);
      at = now;
      if (tokens >= 1) {
        tokens--;
        return 0;
      }
      return (int) Math.ceil((1 - tokens) * 60 / perMinute);
    }
  }
}
