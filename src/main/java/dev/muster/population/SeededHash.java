package dev.muster.population;

import java.security.SecureRandom;
import java.util.List;

/// Hashes of what senders send, for open-addressing tables with a power of two slots. They are
/// other ones in each process, so that no sender can make up identifiers or values that collide:
/// Java's own are the same everywhere and easily made to. Not stored, therefore.
final class SeededHash {

  /// Odd, and unknown outside.
  private static final int MULTIPLIER = new SecureRandom().nextInt() | 1;

  private SeededHash() {}

  static int ofBytes(byte[] bytes, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = MULTIPLIER * hash + bytes[i];
    }
    return mixed(hash);
  }

  /// @param value a string, or a list of strings; equal ones have equal hashes
  static int of(Object value) {
    return switch (value) {
      case String text -> mixed(plain(text));
      case List<?> list -> {
        int hash = list.size();
        for (Object text : list) {
          hash = MULTIPLIER * hash + mixed(plain((String) text));
        }
        yield mixed(hash);
      }
      default -> throw new IllegalArgumentException("not a value of a dictionary");
    };
  }

  private static int plain(String text) {
    int hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = MULTIPLIER * hash + text.charAt(i);
    }
    return hash;
  }

  /// Spreads over all bits (the finisher of MurmurHash3).
  private static int mixed(int bits) {
    int hash = bits;
    hash ^= hash >>> 16;
    hash *= 0x85EBCA6B;
    hash ^= hash >>> 13;
    hash *= 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }
}
