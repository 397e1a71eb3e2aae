package dev.muster.embedded;

import dev.muster.intake.Delivery;
import dev.muster.population.UserId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Up to which position of the log the deliveries of erased users are not shown any more. Users are
/// kept as salted hashes, so that no identifier comes back by this. Changed by the writer only,
/// read by many.
final class Erasures {

  private static final int SALT_BYTES = 16;
  private static final int ENTRY_BYTES = 3 * Long.BYTES;

  private final Map<Key, Long> positions = new ConcurrentHashMap<>();
  private byte[] salt = new byte[SALT_BYTES];
  private volatile long newest = ChainHeads.NONE;

  /// The first half of a SHA-256.
  private record Key(long first, long second) {}

  Erasures() {
    new SecureRandom().nextBytes(salt);
  }

  /// A user was erased.
  ///
  /// @param position of the record that says so
  void add(int environmentId, UserId user, long position) {
    positions.merge(key(environmentId, user.utf8()), position, Math::max);
    newest = Math.max(newest, position);
  }

  /// Whether a delivery is of a user who was erased after it.
  boolean hides(Delivery delivery, long position) {
    if (position >= newest) {
      return false;
    }
    UserId user = DeliveryEntry.userOf(delivery);
    if (user == null) {
      return false;
    }
    Long erasedAt = positions.get(key(delivery.environmentId(), user.utf8()));
    return erasedAt != null && position < erasedAt;
  }

  /// Forgets those before which there is no log any more.
  void forgetBefore(long position) {
    positions.values().removeIf(at -> at < position);
  }

  private Key key(int environmentId, byte[] user) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(environmentId).flip());
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(user));
      return new Key(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  ByteBuffer bytes() {
    Map<Key, Long> now = Map.copyOf(positions);
    ByteBuffer bytes = ByteBuffer.allocate(SALT_BYTES + now.size() * ENTRY_BYTES).put(salt);
    now.forEach((key, position) -> bytes.putLong(key.first).putLong(key.second).putLong(position));
    return bytes.flip();
  }

  /// Takes over what [#bytes] gave; before anything is added.
  ///
  /// @throws IllegalStateException if it makes no sense
  void read(ByteBuffer bytes) {
    if (bytes.remaining() % ENTRY_BYTES != SALT_BYTES) {
      throw new IllegalStateException("erasures of " + bytes.remaining() + " bytes");
    }
    byte[] read = new byte[SALT_BYTES];
    bytes.get(read);
    salt = read;
    while (bytes.hasRemaining()) {
      Key key = new Key(bytes.getLong(), bytes.getLong());
      long position = bytes.getLong();
      positions.put(key, position);
      newest = Math.max(newest, position);
    }
  }
}
