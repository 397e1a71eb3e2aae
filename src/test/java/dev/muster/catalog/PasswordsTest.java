package dev.muster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    String hash = Passwords.hash("correct horse");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(Passwords.matches("correct horse", Optional.of(hash))).isTrue();
    assertThat(Passwords.matches("correct horse ", Optional.of(hash))).isFalse();
    assertThat(Passwords.matches("", Optional.of(hash))).isFalse();
    assertThat(Passwords.hash("correct horse")).as("salted").isNotEqualTo(hash);
  }

  @Test
  void nobodysPasswordMatchesNothing() {
    assertThat(Passwords.matches("", Optional.empty())).isFalse();
    assertThat(Passwords.matches("correct horse", Optional.empty())).isFalse();
  }

  @Test
  void theSameLettersInAnotherFormAreTheSamePassword() {
    Optional<String> hash = Optional.of(Passwords.hash("Gr\u00f6\u00dfe am Morgen"));
    assertThat(Passwords.matches("Gro\u0308\u00dfe am Morgen", hash)).isTrue();
  }

  /// Made by the reference implementation: argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32.
  @Test
  void aHashOfTheReferenceImplementationIsUnderstood() {
    String hash =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(Passwords.matches("password", Optional.of(hash))).isTrue();
    assertThat(Passwords.matches("Password", Optional.of(hash))).isFalse();
  }

  /// Who does not exist must not be answered faster than who does.
  @Test
  void checkingTakesAsLongWithoutAPassword() {
    Optional<String> hash = Optional.of(Passwords.hash("correct horse"));
    double with = medianMillis(hash);
    double without = medianMillis(Optional.empty());
    assertThat(without / with).isBetween(0.5, 2.0);
    assertThat(without).isGreaterThan(2);
  }

  private static double medianMillis(Optional<String> hash) {
    double[] millis = new double[9];
    for (int i = 0; i < millis.length; i++) {
      long began = System.nanoTime();
      boolean matched = Passwords.matches("wrong horse", hash);
      millis[i] = (System.nanoTime() - began) / 1e6;
      assertThat(matched).isFalse();
    }
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }
}
