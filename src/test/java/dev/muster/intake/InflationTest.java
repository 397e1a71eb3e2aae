package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InflationTest {

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsInflatedIsWhatWasDeflatedMemberByMember(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      byte[] part = new byte[random.nextInt(5_000)];
      for (int at = 0; at < part.length; at++) {
        part[at] = (byte) random.nextInt(1 + at % 7);
      }
      plain.write(part);
      gzip.write(Gzip.of(part));
    }

    assertThat(Inflation.inflate(gzip.toByteArray(), plain.size() + 1))
        .isEqualTo(plain.toByteArray());
    if (plain.size() > 1) {
      assertThatThrownBy(() -> Inflation.inflate(gzip.toByteArray(), plain.size() - 1))
          .isInstanceOfSatisfying(
              RefusedBodyException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo("body-too-large"));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsDamagedIsRefusedOrWhatTheJdkMakesOfIt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] plain = new byte[300];
    random.nextBytes(plain);
    byte[] gzip = Gzip.of(plain);
    byte[] damaged =
        Arrays.copyOf(gzip, gzip.length - random.nextInt(2) * random.nextInt(gzip.length));
    if (damaged.length == gzip.length) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    try {
      assertThat(Inflation.inflate(damaged, 1_000)).isEqualTo(jdk(damaged));
    } catch (RefusedBodyException refused) {
      assertThat(refused.refusal().status()).isIn(400, 413);
    }
  }

  private static byte[] jdk(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  @Test
  void aBombTakesNoMoreThanTheBound() {
    byte[] bomb = Gzip.of(new byte[200 << 20]);
    assertThat(bomb.length).isLessThan(1 << 20);

    assertThatThrownBy(() -> Inflation.inflate(bomb, 1 << 20))
        .isInstanceOfSatisfying(
            RefusedBodyException.class,
            refused -> assertThat(refused.refusal().status()).isEqualTo(413));
  }

  @Test
  void whatFollowsTheLastMemberIsRefused() {
    byte[] gzip = Gzip.of(new byte[10]);

    assertThatThrownBy(() -> Inflation.inflate(Arrays.copyOf(gzip, gzip.length + 1), 100))
        .isInstanceOf(RefusedBodyException.class);
    assertThatThrownBy(() -> Inflation.inflate(new byte[0], 100))
        .isInstanceOf(RefusedBodyException.class);
  }
}
