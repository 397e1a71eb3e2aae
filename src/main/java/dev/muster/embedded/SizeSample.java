package dev.muster.embedded;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How many users were in each live segment of an environment at an hour.
///
/// @param environmentId whose
/// @param hour counted from 1970, in UTC
/// @param keys of the segments, ascending; shared by samples of the same segments
/// @param users of each
@SuppressWarnings("ArrayRecordComponent") // never compared
record SizeSample(int environmentId, int hour, List<String> keys, int[] users) {

  /// Copies the list, unless it cannot change.
  SizeSample {
    keys = List.copyOf(keys);
    if (keys.size() != users.length) {
      throw new IllegalArgumentException(keys.size() + " segments, " + users.length + " sizes");
    }
  }

  /// The same with the keys of another sample, if they are the same.
  SizeSample sharingKeysOf(SizeSample other) {
    return keys.equals(other.keys) ? new SizeSample(environmentId, hour, other.keys, users) : this;
  }

  byte[] bytes() {
    List<byte[]> names = new ArrayList<>(keys.size());
    int length = 3 * Integer.BYTES;
    for (String key : keys) {
      byte[] name = key.getBytes(StandardCharsets.UTF_8);
      names.add(name);
      length += Short.BYTES + name.length + Integer.BYTES;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.putInt(environmentId).putInt(hour).putInt(users.length);
    for (int i = 0; i < users.length; i++) {
      out.putShort((short) names.get(i).length).put(names.get(i)).putInt(users[i]);
    }
    return out.array();
  }

  /// Reads the next sample.
  ///
  /// @throws IllegalArgumentException if the bytes are not what [#bytes] gave
  static SizeSample of(ByteBuffer bytes) {
    try {
      int environmentId = bytes.getInt();
      int hour = bytes.getInt();
      int segments = bytes.getInt();
      if (segments < 0 || segments > bytes.remaining()) {
        throw new IllegalArgumentException("sizes of " + segments + " segments");
      }
      List<String> keys = new ArrayList<>(segments);
      int[] users = new int[segments];
      for (int i = 0; i < segments; i++) {
        byte[] name = new byte[bytes.getShort() & 0xFFFF];
        bytes.get(name);
        keys.add(new String(name, StandardCharsets.UTF_8));
        users[i] = bytes.getInt();
      }
      return new SizeSample(environmentId, hour, keys, users);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("sizes of segments that are cut off", e);
    }
  }
}
