package dev.muster.population;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is left of a user who was erased: nothing.
class ErasureTest {

  private static final Attribute MAIL = new Attribute(1, "crm", "mail", AttributeType.STRING);
  private static final Attribute TAGS = new Attribute(2, "crm", "tags", AttributeType.STRINGS);

  private static Population population() {
    Population population = new Population(64);
    population.addAttribute(MAIL);
    population.addAttribute(TAGS);
    return population;
  }

  private static void put(Population population, String user, String mail, String tag, long at) {
    population.apply(
        new Update(
            UserId.of(user),
            List.of(
                new Change.Set(1, new AttributeValue.Text(mail)),
                new Change.Set(2, new AttributeValue.Texts(List.of(tag, "common"))))),
        at,
        at);
  }

  private static String image(Population population) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    population.writeImage((name, bytes) -> {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      all.writeBytes(copy);
    });
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void neitherTheIdentifierNorAnyValueIsInTheNextImageNotEvenEarlierOnes() throws IOException {
    Population population = population();
    put(population, "bob-the-user", "bob@example.com", "bobs-tag", 1);
    put(population, "ann-the-user", "ann@first.example", "anns-first-tag", 2);
    put(population, "ann-the-user", "ann@second.example", "anns-second-tag", 3);
    SmallBlocks.seen(population, UserId.of("ann-the-user"), 5_000, 0);
    assertThat(image(population)).contains("ann-the-user", "ann@second.example");

    assertThat(population.erase(UserId.of("ann-the-user"))).isTrue();

    assertThat(image(population))
        .contains("bob-the-user", "bob@example.com", "bobs-tag")
        .doesNotContain("ann-the", "ann@", "anns-");
    assertThat(population.size()).isEqualTo(1);
    assertThat(population.rows()).isEqualTo(2);
  }

  @Test
  void aUserWhoComesBackIsNewAndHasNothingOfBefore() {
    Population population = population();
    put(population, "ann", "ann@example.com", "x", 1);
    SmallBlocks.seen(population, UserId.of("ann"), 5_000, 0);
    population.erase(UserId.of("ann"));
    assertThat(population.apply(new Update(UserId.of("ann"), List.of()), 9, 9)).isTrue();
    UserState back = population.user(UserId.of("ann")).orElseThrow();
    assertThat(back.held()).isEmpty();
    assertThat(back.firstSeenMillis()).isEmpty();
    assertThat(back.sessions()).isZero();
    assertThat(population.size()).isEqualTo(1);
  }

  @Test
  void anIdentifierOfZeroBytesIsNotTakenForAnErasedOne() {
    Population population = population();
    put(population, "abc", "x", "y", 1);
    population.erase(UserId.of("abc"));
    assertThat(population.knows(UserId.ofUtf8(new byte[3]))).isFalse();
    assertThat(population.knows(UserId.of("\0\0\0"))).isFalse();
  }

  @Test
  void anIdentifierThatWasCopiedInTheMiddleOfItsErasureIsErasedByTheImageToo() throws IOException {
    Population population = population();
    put(population, "half-erased", "x", "y", 1);
    put(population, "whole", "z", "y", 2);
    Map<String, ByteBuffer> parts = new HashMap<>();
    population.writeImage((name, bytes) -> {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
      copy.put(bytes).flip();
      if (name.equals("ids/0")) {
        int at = new String(copy.array(), StandardCharsets.ISO_8859_1).indexOf("half");
        copy.put(at, (byte) 0xFF).put(at + 1, (byte) 0xFF);
      }
      parts.put(name, copy);
    });
    Population read =
        Population.readImage(name -> Optional.ofNullable(parts.get(name)), List.of(MAIL, TAGS), 64);
    assertThat(read.size()).isEqualTo(1);
    assertThat(read.list("", Optional.empty(), 0, 10))
        .extracting(ordinal -> new String(read.idOf(ordinal).utf8(), UTF_8))
        .containsExactly("whole");
    assertThat(image(read)).doesNotContain("erased");
  }

  @Test
  void manyErasuresAndReturnsKeepTheIndexRight() {
    Population population = population();
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 2_000; i++) {
        population.apply(new Update(UserId.of("u" + i), List.of()), round, round);
      }
      for (int i = 0; i < 2_000; i++) {
        if (i % 3 != round % 3) {
          assertThat(population.erase(UserId.of("u" + i))).isTrue();
        }
      }
      for (int i = 0; i < 2_000; i++) {
        assertThat(population.knows(UserId.of("u" + i))).isEqualTo(i % 3 == round % 3);
      }
    }
  }
}
