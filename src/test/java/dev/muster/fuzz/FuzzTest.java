package dev.muster.fuzz;

import dev.muster.condition.ConditionFuzz;
import dev.muster.intake.MappingFuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What outsiders write is given to the fuzzer, each ten thousand times; for hours by hand with
/// `-Dfuzz.seconds`.
class FuzzTest {

  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);

  @TempDir Path directory;

  @Test
  void noBodyBreaksAMapping() throws IOException, InterruptedException {
    Fuzzing.fuzz(
        MappingFuzz.class,
        directory,
        SECONDS,
        List.of(
            "{\"a\":{\"b\":\"ann\",\"b.c\":12.5},\"b\":[\"2026-05-01\"]}",
            "[{\"a.b\":1,\"c.\":[{\"a\":null}]},{\"b\":true}]"));
  }

  @Test
  void noJsonBreaksACondition() throws IOException, InterruptedException {
    Fuzzing.fuzz(
        ConditionFuzz.class,
        directory,
        SECONDS,
        List.of(
            "{\"combinator\":\"and\",\"not\":false,\"rules\":[{\"field\":\"crm.plan\","
                + "\"operator\":\"in\",\"value\":[\"pro\"]}]}",
            "{\"field\":\"crm.signup\",\"operator\":\"inLast\","
                + "\"value\":{\"amount\":30,\"unit\":\"days\"}}"));
  }
}
