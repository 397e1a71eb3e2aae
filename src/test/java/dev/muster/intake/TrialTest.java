package dev.muster.intake;

import static dev.muster.intake.Mappings.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.catalog.Receiving;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialTest {

  private static final Integration CRM =
      Mappings.integration(
          "email", "plan:plan:string", "arr:arr:number", "since:since:date", "tags:tags:strings");

  private final Trial trial =
      new Trial(
          CRM.identifier(),
          CRM.properties(),
          Mappings.ZONE,
          Optional.empty(),
          Receiving.PLAIN,
          IntakeLimits.DEFAULT);

  @Test
  void itTellsWhatBecomesOfEachProperty() {
    Trial.Result result =
        trial
            .run(utf8("{\"email\":\"ann\",\"plan\":\"pro\",\"arr\":\"n/a\",\"tags\":null}"))
            .getFirst();

    assertThat(result.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(result.user()).contains("ann");
    assertThat(result.updated())
        .containsExactly(new Trial.Updated(property("plan"), new AttributeValue.Text("pro")));
    assertThat(result.cleared()).containsExactly(property("tags"));
    assertThat(result.absent()).containsExactly(property("since"));
    assertThat(result.rejected())
        .containsExactly(new RejectedProperty("arr", "arr", "not a number: \"n/a\""));
    assertThat(result.refusal()).isEmpty();
  }

  @Test
  void itTellsWhyNothingWouldBeTaken() {
    assertThat(trial.run(utf8("{\"plan\":\"pro\"}")))
        .singleElement()
        .satisfies(result -> {
          assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
          assertThat(result.updated()).isEmpty();
          assertThat(result.refusal().orElseThrow().detail()).contains("\"email\"");
        });
    assertThat(trial.run(utf8("{\"plan\":")))
        .singleElement()
        .satisfies(result ->
            assertThat(result.refusal().orElseThrow().code()).isEqualTo("malformed-json"));
  }

  @Test
  void eachObjectOfAnArrayIsTried() {
    List<Trial.Result> results =
        trial.run(utf8("[{\"email\":\"a\"},{},{\"email\":\"b\",\"arr\":1}]"));

    assertThat(results)
        .extracting(Trial.Result::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED);
  }

  private static Property property(String name) {
    return CRM.property(name).orElseThrow();
  }
}
