package dev.muster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes beside the calls when tokens were last used, so that no call waits for it, and seldom, so
/// that calls do not write all the time. Thread-safe; never waits.
public final class TokenUses {

  /// A use that is not longer than this after the last one that was noted is not noted.
  public static final Duration NOTED_EVERY = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(TokenUses.class);

  private final Tokens tokens;

  /// Ids of those of which a use is just being noted.
  private final Set<String> noting = ConcurrentHashMap.newKeySet();

  TokenUses(Tokens tokens) {
    this.tokens = tokens;
  }

  /// A token has let somebody in.
  ///
  /// @param token as it is in the catalog now
  /// @param now when
  public void used(Token token, Instant now) {
    if (LastUse.isNoted(token.lastUsedAt(), now, NOTED_EVERY) || !noting.add(token.id())) {
      return;
    }
    Thread.startVirtualThread(() -> {
      try {
        tokens.use(token.id());
      } catch (CatalogException e) {
        LOG.debug("the use of token {} was not noted: {}", token.id(), e.detail());
      } finally {
        noting.remove(token.id());
      }
    });
  }
}
