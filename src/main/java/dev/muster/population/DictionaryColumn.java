package dev.muster.population;

import org.jspecify.annotations.Nullable;

/// Values of all users as codes of a dictionary: strings, or whole lists of strings.
final class DictionaryColumn<T> {

  /// Up to so many values that nobody has are not worth a new dictionary.
  private static final int GARBAGE_LEAST = 4_096;

  /// A dictionary with the codes of it that users have. What reads a condition over a column reads
  /// one of these; a new one takes its place when too much of the dictionary is no longer used.
  record Codes<T>(Dictionary<T> dictionary, LongColumn codes) {}

  private final int blockRows;
  private volatile Codes<T> current;

  DictionaryColumn(int blockRows) {
    this.blockRows = blockRows;
    this.current = fresh(blockRows);
  }

  private static <T> Codes<T> fresh(int blockRows) {
    return new Codes<>(new Dictionary<>(), new LongColumn(blockRows, 1));
  }

  Codes<T> current() {
    return current;
  }

  @Nullable T get(int ordinal) {
    Codes<T> now = current;
    long code = now.codes.get(ordinal);
    // A code that is not in the dictionary is one of a row in the middle of an update; its reader
    // will
    // read again.
    return code < 0 || code >= now.dictionary.size() ? null : now.dictionary.get((int) code);
  }

  void put(int ordinal, T value) {
    Codes<T> now = current;
    long old = now.codes.get(ordinal);
    if (old != Cells.MISSING && value.equals(now.dictionary.get((int) old))) {
      return;
    }
    int code = now.dictionary.use(value);
    now.codes.put(ordinal, code);
    if (old != Cells.MISSING) {
      now.dictionary.release((int) old);
    }
  }

  void clear(int ordinal) {
    Codes<T> now = current;
    long old = now.codes.get(ordinal);
    if (old != Cells.MISSING) {
      now.codes.clear(ordinal);
      now.dictionary.release((int) old);
    }
  }

  /// Makes the column anew if more of its dictionary is unused than used.
  ///
  /// @param users how many there are
  void tidy(int users) {
    Dictionary<T> dictionary = current.dictionary;
    int garbage = dictionary.size() - dictionary.used();
    if (garbage < GARBAGE_LEAST || garbage < dictionary.used()) {
      return;
    }
    Codes<T> tidy = fresh(blockRows);
    for (int ordinal = 0; ordinal < users; ordinal++) {
      T value = get(ordinal);
      if (value != null) {
        tidy.codes.put(ordinal, tidy.dictionary.use(value));
      }
    }
    current = tidy;
  }

  /// Takes over what was read from an image, and counts who has what.
  void restore(Codes<T> codes, int users) {
    for (int ordinal = 0; ordinal < users; ordinal++) {
      long code = codes.codes.get(ordinal);
      if (code != Cells.MISSING && codes.dictionary.get((int) code) == null) {
        // The value was let go of while the image was written; what did that is done again.
        codes.codes.clear(ordinal);
      } else if (code != Cells.MISSING) {
        codes.dictionary.use((int) code);
      }
    }
    codes.dictionary.forgetUnused();
    current = codes;
  }

  long memory() {
    Codes<T> now = current;
    return now.codes.memory() + now.dictionary.memory();
  }
}
