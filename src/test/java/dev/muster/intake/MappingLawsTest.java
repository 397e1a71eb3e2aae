package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalog.Integration;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MappingLawsTest {

  private static final int BODIES = 60;

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theStreamIsReadAsTheTreeWouldBe(long seed) throws IOException, RefusedBodyException {
    SplittableRandom random = new SplittableRandom(seed);
    RandomBodies bodies = new RandomBodies(random);
    String identifier = bodies.path();
    Integration integration = Mappings.integration(identifier, bodies.properties());
    Mapping mapping = Mapping.of(integration, Mappings.ZONE, Optional.empty());
    NaiveMapping naive = new NaiveMapping(integration);
    for (int i = 0; i < BODIES; i++) {
      String body = bodies.body(identifier);
      byte[] utf8 = Mappings.utf8(body);

      if (NaiveRepeats.leadSomewhere(integration, utf8)) {
        assertThatThrownBy(() -> Mappings.all(mapping, utf8))
            .as("%s of %s", integration, body)
            .isInstanceOfSatisfying(
                RefusedBodyException.class,
                refused -> assertThat(refused.refusal().detail()).contains("twice"));
        continue;
      }
      List<Mapping.Read> read = Mappings.all(mapping, utf8);

      assertThat(read.stream().map(NaiveMapping.Outcome::of))
          .as("%s of %s", integration, body)
          .isEqualTo(naive.read(utf8));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aBodyThatIsCutOffIsRefusedAtItsEndAndNothingElse(long seed)
      throws IOException, RefusedBodyException {
    SplittableRandom random = new SplittableRandom(seed);
    RandomBodies bodies = new RandomBodies(random);
    String identifier = bodies.path();
    Integration integration = Mappings.integration(identifier, bodies.properties());
    Mapping mapping = Mapping.of(integration, Mappings.ZONE, Optional.empty());
    byte[] whole;
    do {
      whole = Mappings.utf8(bodies.body(identifier).strip());
    } while (NaiveRepeats.leadSomewhere(integration, whole));
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));

    assertThat(Mappings.all(mapping, whole)).isNotNull();
    assertThatThrownBy(() -> Mappings.all(mapping, cut))
        .isInstanceOfSatisfying(
            RefusedBodyException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo("malformed-json");
              assertThat(refused.byteOffset().orElseThrow()).isBetween(0, cut.length);
            });
  }
}
