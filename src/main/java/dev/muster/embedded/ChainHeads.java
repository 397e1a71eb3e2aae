package dev.muster.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The newest delivery of each chain. The writer notes a tentative head while a group is on its way
/// to the disk; readers see it only once the group is durable.
final class ChainHeads {

  /// Says that a chain has no delivery, or a user none before this one.
  static final long NONE = -1;

  private final Map<Chain, Head> heads = new ConcurrentHashMap<>();

  Head head(Chain chain) {
    Head head = heads.get(chain);
    return head != null ? head : heads.computeIfAbsent(chain, _ -> new Head());
  }

  /// @return the position of the chain's newest durable delivery, or [#NONE]
  long newest(Chain chain) {
    Head head = heads.get(chain);
    return head == null ? NONE : head.durable;
  }

  /// @return every chain with its newest durable delivery, as it is now
  Map<Chain, Long> all() {
    Map<Chain, Long> all = new HashMap<>();
    heads.forEach((chain, head) -> {
      if (head.durable != NONE) {
        all.put(chain, head.durable);
      }
    });
    return all;
  }

  /// Forgets the chains of an integration or environment that is no more.
  void removeIf(Predicate<Chain> gone) {
    heads.keySet().removeIf(gone);
  }

  /// One chain's head. Written by the writer only.
  static final class Head {
    private volatile long durable = NONE;
    private long tentative = NONE;

    long tentative() {
      return tentative;
    }

    void note(long position) {
      tentative = position;
    }

    void commit(long position) {
      tentative = Math.max(tentative, position);
      durable = position;
    }

    void forget() {
      tentative = durable;
    }
  }
}
