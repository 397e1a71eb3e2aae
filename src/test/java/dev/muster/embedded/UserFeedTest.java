package dev.muster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.population.Population;
import dev.muster.population.UserId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFeedTest {

  @TempDir Path data;

  @Test
  void aUserIsToldOnceTheUpdateOrTheErasureIsSeen() throws Exception {
    UserId ann = UserId.of("ann");
    try (Engine engine = EngineWorld.open(EngineWorld.options(data))) {
      EngineWorld.found(engine);
      int environment = EngineWorld.production(engine).id();
      Population population = engine.population(environment).orElseThrow();
      List<String> seen = new CopyOnWriteArrayList<>();
      // One that fails harms neither the log nor the others.
      engine
          .users()
          .listen((_, _) -> {
            throw new IllegalStateException("on purpose");
          });
      engine
          .users()
          .listen((where, user) ->
              seen.add(
                  where
                      + " "
                      + user
                      + " "
                      + population
                          .user(user)
                          .map(state -> state.held().toString())
                          .orElse("unknown")));
      String before =
          EngineWorld.submit(
                  engine,
                  EngineWorld.accepted(
                      engine, "ann", Instant.now(), EngineWorld.plan(engine, "pro")))
              .get();
      assertThat(before).isNotEmpty();
      assertThat(seen).singleElement().asString().startsWith(environment + " ann").contains("pro");

      // What was refused changes nobody.
      String refused =
          EngineWorld.submit(
                  engine, EngineWorld.rejected(engine, Optional.of("ann"), Instant.now()))
              .get();
      assertThat(refused).isNotEmpty();
      assertThat(seen).hasSize(1);

      engine.erase(environment, ann);
      assertThat(seen).hasSize(2);
      assertThat(seen.getLast()).isEqualTo(environment + " ann unknown");
      assertThat(engine.log().failure()).isEmpty();
    }
  }
}
