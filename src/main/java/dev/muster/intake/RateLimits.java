package dev.muster.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.muster.catalog.Rate;
import dev.muster.catalog.Receiving.Rates;
import dev.muster.intake.Passage.Limit;
import dev.muster.intake.Passage.Standing;
import dev.muster.signature.AddressRange;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Counts the requests that come to endpoints, and closes what comes too often: a bucket of tokens
/// for each endpoint and for each address that sends to it. In memory only: after a start, and
/// where a limit was changed, all buckets are full. Thread-safe, without locks.
final class RateLimits {

  /// Beyond so many, those who have not come for the longest time begin anew.
  private static final int BUCKETS_MAX = 200_000;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int MINUTES = 60;
  private static final String ALL = "";

  private record Key(int environmentId, int integrationId, Limit limit, String network) {}

  private record Counted(Rate rate, Bucket bucket) {
    /// By then it is full again, as a new one is.
    Duration untilFull() {
      return Duration.ofMillis(1_000L * rate.burst() / rate.perSecond() + 1_000);
    }
  }

  private record Minute(int environmentId, int integrationId, long number) {}

  private final IntakeRates rates;
  private final LongSupplier nanos;
  private final Cache<Key, Counted> buckets;
  private final Cache<Minute, LongAdder> closed;

  /// @param rates what holds for every endpoint
  /// @param nanos a clock like [System#nanoTime]
  RateLimits(IntakeRates rates, LongSupplier nanos) {
    this.rates = rates;
    this.nanos = nanos;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(BUCKETS_MAX)
            .expireAfter(Expiry.<Key, Counted>accessing((_, counted) -> counted.untilFull()))
            .ticker(nanos::getAsLong)
            .build();
    this.closed =
        Caffeine.newBuilder()
            .maximumSize(BUCKETS_MAX)
            .expireAfterWrite(Duration.ofMinutes(MINUTES + 1))
            .ticker(nanos::getAsLong)
            .build();
  }

  /// Whether every endpoint has limits.
  boolean holdForAll() {
    return rates.endpoint().isPresent() || rates.source().isPresent();
  }

  /// Counts a request that comes to an endpoint.
  ///
  /// @param source the address that it comes from, as text
  Passage pass(Endpoint endpoint, String source) {
    Rates own = endpoint.rates();
    List<Standing> standings = new ArrayList<>(2);
    Bucket ofSource = null;
    Optional<Rate> rate = both(rates.source(), own.source());
    if (rate.isPresent()) {
      ofSource = bucket(endpoint, Limit.SOURCE, source, rate.get());
      Standing standing = take(ofSource, Limit.SOURCE, rate.get(), standings);
      if (standing != null) {
        return close(endpoint, standing);
      }
    }
    rate = both(rates.endpoint(), own.endpoint());
    if (rate.isPresent()) {
      Bucket ofAll = bucket(endpoint, Limit.ENDPOINT, ALL, rate.get());
      Standing standing = take(ofAll, Limit.ENDPOINT, rate.get(), standings);
      if (standing != null) {
        if (ofSource != null) {
          // It did not come in, so it does not count against its source.
          ofSource.addTokens(1);
        }
        return close(endpoint, standing);
      }
    }
    return standings.isEmpty() ? Passage.Open.FREE : new Passage.Open(standings);
  }

  /// Counts a request that is not proved to be the sender's.
  ///
  /// @return empty if it is to be recorded
  Optional<Passage.Closed> refused(Endpoint endpoint, String source) {
    if (rates.refused().isEmpty()) {
      return Optional.empty();
    }
    Rate rate = rates.refused().get();
    Bucket bucket = bucket(endpoint, Limit.REFUSED, source, rate);
    Standing standing = take(bucket, Limit.REFUSED, rate, new ArrayList<>(1));
    return standing == null ? Optional.empty() : Optional.of(close(endpoint, standing));
  }

  private static Optional<Rate> both(Optional<Rate> operators, Optional<Rate> own) {
    return operators.isPresent() && own.isPresent()
        ? Optional.of(operators.get().and(own.get()))
        : operators.or(() -> own);
  }

  /// @param standings gets how it stands if there was a token
  /// @return null if there was one
  private static @Nullable Standing take(
      Bucket bucket, Limit limit, Rate rate, List<Standing> standings) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      return new Standing(limit, rate, 0, Math.max(1, up(probe.getNanosToWaitForRefill())));
    }
    standings.add(
        new Standing(limit, rate, probe.getRemainingTokens(), up(probe.getNanosToWaitForReset())));
    return null;
  }

  private static long up(long nanos) {
    return Math.ceilDiv(nanos, SECOND);
  }

  private Bucket bucket(Endpoint endpoint, Limit limit, String source, Rate rate) {
    Key key =
        new Key(
            endpoint.environmentId(),
            endpoint.integrationId(),
            limit,
            AddressRange.householdOf(source));
    Counted counted = buckets.get(key, _ -> counted(rate));
    if (!counted.rate.equals(rate)) {
      counted = counted(rate);
      buckets.put(key, counted);
    }
    return counted.bucket;
  }

  private Counted counted(Rate rate) {
    Bucket bucket =
        Bucket.builder()
            .addLimit(limit ->
                limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
            .withCustomTimePrecision(
                new TimeMeter() {
                  @Override
                  public long currentTimeNanos() {
                    return nanos.getAsLong();
                  }

                  @Override
                  public boolean isWallClockBased() {
                    return false;
                  }
                })
            .build();
    return new Counted(rate, bucket);
  }

  private Passage.Closed close(Endpoint endpoint, Standing standing) {
    closed
        .get(
            new Minute(endpoint.environmentId(), endpoint.integrationId(), minute()),
            _ -> new LongAdder())
        .increment();
    return new Passage.Closed(standing);
  }

  /// How many requests to an endpoint did not come in, in the last 60 minutes.
  long closedLastHour(int environmentId, int integrationId) {
    long now = minute();
    long sum = 0;
    for (long number = now - MINUTES + 1; number <= now; number++) {
      LongAdder count = closed.getIfPresent(new Minute(environmentId, integrationId, number));
      sum += count == null ? 0 : count.sum();
    }
    return sum;
  }

  private long minute() {
    return Math.floorDiv(nanos.getAsLong(), MINUTE);
  }
}
