package dev.muster.population;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The distinct values of a column, each with a code; codes are given in order and never given
/// again. A value that no user has any more is let go of at once, so that nothing of a user stays
/// behind; its code stays until the column is made anew with a fresh dictionary.
final class Dictionary<T> {

  private static final int FIRST_ROOM = 16;

  private @Nullable Object[] values = new @Nullable Object[FIRST_ROOM];
  private int[] uses = new int[FIRST_ROOM];
  private int[] slots = new int[2 * FIRST_ROOM];
  private volatile int size;
  private int used;

  /// How many codes there are. What is read after this is there.
  int size() {
    return size;
  }

  /// How many values some user has.
  int used() {
    return used;
  }

  /// The value of a code below [#size]; null if it is gone.
  @SuppressWarnings("unchecked")
  @Nullable T get(int code) {
    return (T) values[code];
  }

  /// The code of a value that one more user has.
  int use(T value) {
    int code = find(value);
    if (code < 0) {
      code = add(value);
    }
    use(code);
    return code;
  }

  /// One more user has the value of a code.
  void use(int code) {
    if (uses[code]++ == 0) {
      used++;
    }
  }

  void release(int code) {
    if (--uses[code] == 0) {
      used--;
      values[code] = null;
    }
  }

  /// Lets go of the values of a dictionary from an image that nobody turned out to have.
  void forgetUnused() {
    for (int code = 0; code < size; code++) {
      if (uses[code] == 0) {
        values[code] = null;
      }
    }
  }

  /// Adds a code whose value is gone; for a dictionary that is read from an image.
  void addGone() {
    int code = size;
    grow();
    size = code + 1;
  }

  /// Adds a value that nobody has yet, as the next code; for a dictionary that is read from an
  /// image.
  int add(T value) {
    int code = size;
    grow();
    values[code] = value;
    insert(value, code);
    size = code + 1;
    return code;
  }

  private void grow() {
    int code = size;
    if (code == values.length) {
      values = Arrays.copyOf(values, 2 * code);
      uses = Arrays.copyOf(uses, 2 * code);
    }
    if (2 * (code + 1) > slots.length) {
      rehash(2 * slots.length);
    }
  }

  private int find(T value) {
    for (int slot = spread(value); ; slot = (slot + 1) & (slots.length - 1)) {
      int code = slots[slot] - 1;
      if (code < 0 || value.equals(values[code])) {
        return code;
      }
    }
  }

  private void insert(Object value, int code) {
    int slot = spread(value);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = code + 1;
  }

  private void rehash(int room) {
    slots = new int[room];
    for (int code = 0; code < size; code++) {
      Object value = values[code];
      if (value != null) {
        insert(value, code);
      }
    }
  }

  private int spread(Object value) {
    return SeededHash.of(value) & (slots.length - 1);
  }

  /// Bytes of memory, texts estimated by their length.
  long memory() {
    long memory = 8L * values.length + 4L * uses.length + 4L * slots.length;
    for (int code = 0; code < size; code++) {
      memory += size(values[code]);
    }
    return memory;
  }

  private static long size(@Nullable Object value) {
    return switch (value) {
      case String text -> 48 + text.length();
      case Iterable<?> list -> {
        long sum = 48;
        for (Object text : list) {
          sum += 8 + size(text);
        }
        yield sum;
      }
      case null, default -> 16;
    };
  }
}
