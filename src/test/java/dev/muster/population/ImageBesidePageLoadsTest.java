package dev.muster.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Page loads that come while an image is written, and are replayed after it.
class ImageBesidePageLoadsTest {

  private static final UserId ANN = UserId.of("ann");
  private static final long T = 1_800_000_000_000L;

  private final Map<String, ByteBuffer> parts = new HashMap<>();

  private long position = 1_000;

  /// Writes an image of the population, and runs something once a part has been taken.
  private void image(Population population, String after, Runnable meanwhile) throws IOException {
    population.writeImage(
        (name, bytes) -> {
          ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
          parts.put(name, copy.put(bytes.duplicate()).flip());
          if (name.startsWith(after)) {
            meanwhile.run();
          }
        },
        Runnable::run,
        () -> position);
  }

  /// Notes a page load as the next record of the log.
  private void seen(Population population, UserId user, long atMillis) {
    SmallBlocks.seen(population, user, atMillis, position++);
  }

  private Population loaded() throws IOException {
    return Population.readImage(name -> Optional.ofNullable(parts.get(name)), List.of(), 64);
  }

  @Test
  void theFirstPageLoadSurvivesAnImageThatWasBeingWritten() throws IOException {
    Population before = new Population(64);
    before.apply(new Update(UserId.of("bob"), List.of()), T, 100);
    before.apply(new Update(ANN, List.of()), T, 200);
    seen(before, UserId.of("bob"), T); // so that there are blocks at all
    long from = position;
    image(before, "first-seen/", () -> seen(before, ANN, T + 1_000));

    Population after = loaded();
    // The log since the image's position is applied again.
    SmallBlocks.seen(after, ANN, T + 1_000, from);

    assertThat(after.user(ANN).orElseThrow()).isEqualTo(before.user(ANN).orElseThrow());
  }

  @Test
  void aSessionIsCountedOnceThoughItIsInTheImageAndInTheLog() throws IOException {
    Population before = new Population(64);
    before.apply(new Update(ANN, List.of()), T, 200);
    seen(before, ANN, T);
    long from = position;
    image(before, "ids/", () -> seen(before, ANN, T + 3_600_000));

    Population after = loaded();
    assertThat(after.user(ANN).orElseThrow().sessions()).isEqualTo(2);
    SmallBlocks.seen(after, ANN, T + 3_600_000, from);

    assertThat(after.user(ANN).orElseThrow()).isEqualTo(before.user(ANN).orElseThrow());
    assertThat(after.user(ANN).orElseThrow().pageLoads()).isEqualTo(2);
  }

  @Test
  void aPageLoadAfterTheBlockWasCopiedIsCountedByTheLog() throws IOException {
    Population before = new Population(64);
    before.apply(new Update(ANN, List.of()), T, 200);
    seen(before, ANN, T);
    long[] from = new long[1];
    image(
        before,
        "last-seen/",
        () -> {
          from[0] = position;
          seen(before, ANN, T + 3_600_000);
        });

    Population after = loaded();
    assertThat(after.user(ANN).orElseThrow().sessions()).isEqualTo(1);
    SmallBlocks.seen(after, ANN, T + 3_600_000, from[0]);

    assertThat(after.user(ANN).orElseThrow()).isEqualTo(before.user(ANN).orElseThrow());
  }
}
