package dev.muster.catalog;

import dev.muster.catalog.CatalogException.Code;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Hashes passwords with Argon2id (RFC 9106), with the parameters that OWASP's Password Storage
/// Cheat Sheet gives first for a machine that does other things too: 19 MiB, 2 passes, 1 lane.
/// Hashes are strings in the PHC format, so that they say themselves how they were made.
///
/// Hashing is meant to be dear, so only some are made at once; more wait, and then are refused.
public final class Passwords {

  /// The fewest characters of a password.
  static final int LENGTH_MIN = 10;

  /// The most.
  static final int LENGTH_MAX = 200;

  private static final int MEMORY_KIB = 19 << 10;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{8,64})"
              + "\\$([A-Za-z0-9+/]{16,128})");

  /// Half of the processors at most; hashing never waits, so more would not be faster.
  private static final Semaphore ROOM =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  private static final long PATIENCE_SECONDS = 10;

  private static final SecureRandom RANDOM = new SecureRandom();

  /// What a password is held against where there is none, so that it takes the same time.
  private static final String NOBODYS =
      phc(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);

  private Passwords() {}

  /// The hash under which a password is kept. Takes some tens of milliseconds.
  ///
  /// @throws CatalogException `unavailable` if too many are being made
  public static String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = argon2id(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES);
    return phc(MEMORY_KIB, PASSES, LANES, salt, hash);
  }

  /// Whether a password is the one of a hash. Takes the same time where there is no hash.
  ///
  /// @param kept what [#hash] gave; empty where nobody has one
  /// @throws CatalogException `unavailable` if too many are being checked
  public static boolean matches(String password, Optional<String> kept) {
    Matcher phc = PHC.matcher(kept.orElse(NOBODYS));
    if (!phc.matches()) {
      throw new IllegalStateException("a password hash of no form known here");
    }
    byte[] expected = Base64.getDecoder().decode(phc.group(5));
    byte[] actual =
        argon2id(
            password,
            Integer.parseInt(phc.group(1)),
            Integer.parseInt(phc.group(2)),
            Integer.parseInt(phc.group(3)),
            Base64.getDecoder().decode(phc.group(4)),
            expected.length);
    boolean same = MessageDigest.isEqual(expected, actual);
    return same && kept.isPresent();
  }

  private static byte[] argon2id(
      String password, int memoryKib, int passes, int lanes, byte[] salt, int bytes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[bytes];
    enter();
    try {
      // The same letters may be typed as different code points (NIST SP 800-63B, 3.1.1.2).
      generator.generateBytes(
          Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8),
          hash);
    } finally {
      ROOM.release();
    }
    return hash;
  }

  private static void enter() {
    boolean entered;
    try {
      entered = ROOM.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      entered = false;
    }
    if (!entered) {
      throw new CatalogException(
          Code.UNAVAILABLE, "too many passwords are being checked at once; try again later");
    }
  }

  private static String phc(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            memoryKib, passes, lanes, base64.encodeToString(salt), base64.encodeToString(hash));
  }
}
