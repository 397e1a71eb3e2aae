package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandTest {

  @Test
  void piecesAreDoneInOrderAndAllOfThemBeforeItIsFinished() throws IOException {
    List<Integer> done = new ArrayList<>();
    try (Hand<Integer> hand = new Hand<>("test", done::add)) {
      for (int i = 0; i < 10_000; i++) {
        hand.give(i);
      }
      hand.finish();
    }
    assertThat(done).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
  }

  @Test
  void whatAPieceFailsWithReachesTheGiverWhoIsNotHeldUpAndNothingIsDoneAfterIt() {
    List<Integer> done = new ArrayList<>();
    try (Hand<Integer> hand =
        new Hand<>(
            "test",
            piece -> {
              if (piece == 7) {
                throw new IOException("seven");
              }
              done.add(piece);
            })) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  hand.give(i);
                }
                hand.finish();
              })
          .isInstanceOf(IOException.class)
          .hasMessage("seven");
    }
    assertThat(done).isEqualTo(List.of(0, 1, 2, 3, 4, 5, 6));
  }

  @Test
  void aFailureOfTheLastPieceIsNotLost() {
    try (Hand<Integer> hand =
        new Hand<>(
            "test",
            _ -> {
              throw new IllegalStateException("last");
            })) {
      assertThatThrownBy(
              () -> {
                hand.give(1);
                hand.finish();
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("last");
    }
  }
}
