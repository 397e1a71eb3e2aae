package dev.muster.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserIdTest {

  private static final int PAIRS = 12;

  /// `Aa` and `BB` have the same hash wherever one multiplies by 31, and so has every text that is
  /// made up of them.
  @Test
  void identifiersThatAreMadeToCollideInJavasHashDoNotCollide() {
    Set<Integer> hashes = new HashSet<>();
    Set<Integer> javas = new HashSet<>();
    for (int choice = 0; choice < 1 << PAIRS; choice++) {
      StringBuilder text = new StringBuilder();
      for (int pair = 0; pair < PAIRS; pair++) {
        text.append((choice >> pair & 1) == 0 ? "Aa" : "BB");
      }
      javas.add(text.toString().hashCode());
      hashes.add(UserId.of(text.toString()).hashCode());
    }
    assertThat(javas).hasSize(1);
    assertThat(hashes).hasSizeGreaterThan((1 << PAIRS) * 9 / 10);
  }

  @Test
  void valuesThatAreMadeToCollideInJavasHashDoNotCollide() {
    Set<Integer> texts = new HashSet<>();
    Set<Integer> lists = new HashSet<>();
    for (int choice = 0; choice < 1 << PAIRS; choice++) {
      StringBuilder text = new StringBuilder();
      for (int pair = 0; pair < PAIRS; pair++) {
        text.append((choice >> pair & 1) == 0 ? "Aa" : "BB");
      }
      texts.add(SeededHash.of(text.toString()));
      lists.add(SeededHash.of(List.of(text.toString(), "x")));
    }
    assertThat(texts).hasSizeGreaterThan((1 << PAIRS) * 9 / 10);
    assertThat(lists).hasSizeGreaterThan((1 << PAIRS) * 9 / 10);
  }

  @Test
  void equalIdentifiersHaveTheSameHashHoweverTheyWereMade() {
    UserId text = UserId.of("ann@example.com");
    UserId bytes = UserId.ofUtf8(text.utf8());
    assertThat(bytes).isEqualTo(text).hasSameHashCodeAs(text);
    byte[] inside = "…ann@example.com…".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(SeededHash.ofBytes(inside, 3, text.utf8().length)).isEqualTo(text.hashCode());
  }
}
