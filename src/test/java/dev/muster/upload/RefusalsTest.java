package dev.muster.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  @Test
  void theCommonestComeFirstWithoutTheirValues() {
    Refusals refusals = new Refusals();
    refusals.add(2, List.of(new RefusedCell("", "has 3 cells where the header has 4")));
    refusals.add(
        3,
        List.of(
            new RefusedCell("seats", "not a number: \"a \"b\"; c\"; numbers are written like 1.5"),
            new RefusedCell("since", "not a date: \"\"")));
    Refusals later = new Refusals();
    later.add(
        4, List.of(new RefusedCell("seats", "not a number: \"\"; numbers are written like 1.5")));
    later.add(5, List.of(new RefusedCell("", "has 17 cells where the header has 4")));
    later.add(
        6, List.of(new RefusedCell("seats", "not a number: \"x\"; numbers are written like 1.5")));
    refusals.add(later);

    assertThat(refusals.top())
        .containsExactly(
            new Refusal("seats", "not a number; numbers are written like 1.5", 3, 3),
            new Refusal("", "has 3 cells where the header has 4", 2, 2),
            new Refusal("since", "not a date", 1, 3));
  }

  @Test
  void memoryIsBounded() {
    Refusals refusals = new Refusals();
    for (int i = 0; i < 100_000; i++) {
      refusals.add(i, List.of(new RefusedCell("column " + i, "x".repeat(100))));
    }
    refusals.add(1, List.of(new RefusedCell("column 0", "x".repeat(100))));

    assertThat(refusals.top()).hasSize(Refusals.TOP);
    assertThat(refusals.top().getFirst().count()).isEqualTo(2);
  }
}
