package dev.muster.activity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names (of pages, of segments) and the keys that days have in their place. Immutable. Key 0 has
/// no name: it stands for all the names for which there was no room.
public final class Names {

  /// The key of everything without a key of its own.
  public static final int OTHER = 0;

  static final Names NONE = new Names(Collections.singletonList(null));

  private static final int KEYS_MAX = 60_000;

  /// By key; null where there is none.
  private final List<@Nullable String> names;

  private final Map<String, Integer> keys = new HashMap<>();

  private Names(List<@Nullable String> names) {
    this.names = names;
    for (int key = 1; key < names.size(); key++) {
      String name = names.get(key);
      if (name != null) {
        keys.put(name, key);
      }
    }
  }

  /// The key of a name.
  public OptionalInt key(String name) {
    Integer key = keys.get(name);
    return key == null ? OptionalInt.empty() : OptionalInt.of(key);
  }

  /// The name of a key; null for [#OTHER] and for keys that nothing has.
  public @Nullable String name(int key) {
    return key < names.size() ? names.get(key) : null;
  }

  int size() {
    return keys.size();
  }

  boolean hasRoom() {
    return keys.size() < KEYS_MAX;
  }

  /// The same with one more name, which has the least key that is free.
  Names plus(String name) {
    List<@Nullable String> more = new ArrayList<>(names);
    int free = more.subList(1, more.size()).indexOf(null) + 1;
    if (free > 0) {
      more.set(free, name);
    } else {
      more.add(name);
    }
    return new Names(more);
  }

  /// The same with none but some keys.
  Names only(Set<Integer> used) {
    List<@Nullable String> left = new ArrayList<>(names);
    for (int key = 1; key < left.size(); key++) {
      if (!used.contains(key)) {
        left.set(key, null);
      }
    }
    return new Names(left);
  }

  int bytes() {
    int size = Integer.BYTES;
    for (String name : names.subList(1, names.size())) {
      size += Short.BYTES + (name == null ? 0 : name.getBytes(StandardCharsets.UTF_8).length);
    }
    return size;
  }

  void write(ByteBuffer out) {
    out.putInt(names.size());
    for (String name : names.subList(1, names.size())) {
      byte[] utf8 = name == null ? new byte[0] : name.getBytes(StandardCharsets.UTF_8);
      out.putShort((short) utf8.length).put(utf8);
    }
  }

  /// @throws IllegalArgumentException if it makes no sense
  static Names read(ByteBuffer in) {
    int size = in.getInt();
    if (size < 1 || size > 1 << 16) {
      throw new IllegalArgumentException(size + " names");
    }
    List<@Nullable String> names = new ArrayList<>();
    names.add(null);
    for (int key = 1; key < size; key++) {
      byte[] utf8 = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(utf8);
      names.add(utf8.length == 0 ? null : new String(utf8, StandardCharsets.UTF_8));
    }
    return new Names(names);
  }
}
