package dev.muster.pageload;

import static dev.muster.catalog.Samples.ADMIN;
import static dev.muster.catalog.Samples.segment;
import static dev.muster.catalog.Samples.system;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.catalog.Samples;
import dev.muster.population.UserId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageLoadLawsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theBytesOfAnAnswerSayWhatTheAnswerSays(long seed) throws IOException {
    Random random = new Random(seed);
    World world = new World();
    PageLoads pageLoads = world.pageLoads(new ActivityBuffer(), RateLimit.none());
    world.store().onChange(pageLoads::rebuild);
    world.store().systems().create(ADMIN, system("shop"));
    int segments = random.nextInt(5);
    for (int i = 0; i < segments; i++) {
      String operator = random.nextBoolean() ? "notNull" : "null";
      world
          .store()
          .segments()
          .create(ADMIN, "shop", segment("s-" + i, Samples.rule("user.id", operator, "null")));
    }
    if (random.nextBoolean()) {
      world.store().publications().publish(ADMIN, "shop", "production", "");
    }

    String id = id(random);
    PageLoad answer =
        World.asked(
                pageLoads,
                world.environment("production").clientKey(),
                UserId.of(id),
                PageView.NOTHING,
                Instant.EPOCH)
            .orElseThrow();
    JsonNode json = MAPPER.readTree(answer.json());
    assertThat(json.at("/user/id").textValue()).isEqualTo(id);
    assertThat(json.at("/user/known").booleanValue()).isEqualTo(answer.known());
    List<String> keys = new ArrayList<>();
    json.get("segments").forEach(key -> keys.add(key.textValue()));
    assertThat(keys).isEqualTo(answer.segments());
    assertThat(json.get("publication").isNull()).isEqualTo(answer.publication().isEmpty());
    assertThat(json.get("publication").asInt(0)).isEqualTo(answer.publication().orElse(0));
  }

  private static String id(Random random) {
    StringBuilder id = new StringBuilder();
    int length = 1 + random.nextInt(30);
    for (int i = 0; i < length; i++) {
      id.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "\"\\/\u007F<>&".charAt(random.nextInt(7));
            case 2 -> 0x20 + random.nextInt(0x60);
            default -> 0xE000 + random.nextInt(0x2000);
          });
    }
    return id.toString();
  }
}
