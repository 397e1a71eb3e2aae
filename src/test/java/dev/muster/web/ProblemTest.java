package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void aProblemIsTheJsonOfRfc9457() {
    Problem problem = Problem.of(404, "unknown-endpoint", "Unknown endpoint", "No such \"x\".");

    assertThat(problem.json().toString())
        .isEqualTo(
            "{\"type\":\"https://muster.dev/problems/unknown-endpoint\",\"title\":\"Unknown endpoint\","
                + "\"status\":404,\"detail\":\"No such \\\"x\\\".\"}");
  }

  @Test
  void everyPlaceThatIsWrongIsListedAndOtherMembersFollow() {
    Problem problem =
        Problem.of(422, "invalid", "Invalid", "Two things are wrong.")
            .withErrors(
                List.of(new Problem.Fault("name", "missing"), new Problem.Fault("key", "taken")))
            .with("usedBy", List.of(Map.of("kind", "segment")));

    assertThat(problem.json().toString())
        .endsWith(
            "\"errors\":[{\"path\":\"name\",\"reason\":\"missing\"},{\"path\":\"key\",\"reason\":\"taken\"}],"
                + "\"usedBy\":[{\"kind\":\"segment\"}]}");
  }

  @Test
  void aSuccessIsNoProblem() {
    assertThatThrownBy(() -> Problem.of(200, "ok", "OK", "fine"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
