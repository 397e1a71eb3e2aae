package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.attribute.AttributeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void anEmailComesBeforeAnIdOfTheUserBeforeAnIdOfTheMessage() throws JsonProcessingException {
    Suggestion suggestion =
        of(
            "{\"id\":\"evt_1\",\"data\":{\"login\":\"ann\",\"userId\":42,"
                + "\"email\":\"ann@example.com\",\"note\":\"x\"}}");

    assertThat(suggestion.identifiers())
        .extracting(Suggestion.Identifier::path)
        .containsExactly("data.email", "data.userId", "data.login", "id");
    assertThat(suggestion.identifiers()).allSatisfy(one -> assertThat(one.reason()).isNotBlank());
  }

  @Test
  void whereCodeIsFetchedFromIsNoEmail() throws JsonProcessingException {
    Suggestion suggestion =
        of(
            "{\"repository\":{\"ssh_url\":\"git@example.com:shop/web.git\"},"
                + "\"sender\":{\"login\":\"ann\"}}");

    assertThat(suggestion.identifiers())
        .extracting(Suggestion.Identifier::path)
        .containsExactly("sender.login");
  }

  @Test
  void onlyWhatCouldBeAnIdentifierIsACandidate() throws JsonProcessingException {
    assertThat(
            of("{\"id\":true,\"email\":\"\",\"userId\":null,\"uid\":\"" + "x".repeat(300) + "\"}")
                .identifiers())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan       | \"pro\"                     | STRING",
        "zip        | \"01234\"                   | STRING",
        "arr        | 12.5                        | NUMBER",
        "seats      | 1777626000                  | NUMBER",
        "created_at | 1777626000                  | DATE",
        "createdAt  | 1777626000000               | DATE",
        "active     | true                        | BOOLEAN",
        "active     | \"False\"                   | BOOLEAN",
        "since      | \"2026-05-01\"              | DATE",
        "since      | \"2026-02-31\"              | STRING",
        "since      | \"2026-05-01T10:00:00Z\"    | DATE",
        "tags       | [\"a\",\"b\"]               | STRINGS"
      })
  void aTypeIsInferredFromTheValueAndTheName(String name, String value, AttributeType type)
      throws JsonProcessingException {
    assertThat(of("{\"" + name + "\":" + value + "}").properties())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path()).isEqualTo(name);
          assertThat(one.type()).isEqualTo(type);
        });
  }

  @Test
  void pathsLeadThroughObjectsAndTheFirstElementsOfArrays() throws JsonProcessingException {
    Suggestion suggestion =
        of("[{\"a\":{\"b\":1},\"items\":[{\"price\":2},{\"price\":3}],\"x.y\":4},{\"other\":1}]");

    assertThat(suggestion.properties())
        .extracting(Suggestion.Proposal::path)
        .containsExactly("a.b", "items.0.price", "x.y");
  }

  @Test
  void namesAreUnique() throws JsonProcessingException {
    assertThat(of("{\"a\":{\"id\":1},\"b\":{\"id\":2},\"b.id\":3,\"id\":4}").properties())
        .extracting(Suggestion.Proposal::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsSuggestedIsTakenByAnIntegrationThatListsIt() throws Exception {
    String sample =
        "{\"user\":{\"email\":\"ann@example.com\",\"tags\":[\"a\"],\"since\":\"2026-05-01\"},"
            + "\"items\":[{\"price\":\"12\"}],\"x.y\":true,\"created_at\":1777626000}";
    Suggestion suggestion = of(sample);
    String[] properties =
        suggestion.properties().stream()
            .map(one -> one.path() + ":" + one.name() + ":" + one.type().code())
            .toArray(String[]::new);

    Mapping.Read read =
        Mappings.one(
            Mappings.mapping(suggestion.identifiers().getFirst().path(), properties), sample);

    assertThat(read.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(read.absent()).isEmpty();
    assertThat(read.update().orElseThrow().changes()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "null", "{}", "[[]]", "[7]"})
  void ofWhatHasNoPropertiesNothingIsSuggested(String payload) throws JsonProcessingException {
    assertThat(of(payload).properties()).isEmpty();
    assertThat(of(payload).identifiers()).isEmpty();
  }

  @Test
  void theIdOfAnEventOrACallIsNotTakenForTheUsers() throws JsonProcessingException {
    Suggestion suggestion =
        of(
            """
            {"id":"evt_1","object":"event",
             "request":{"id":"req_1","idempotency_key":"0d7f5f0a-93e7-4f0a-9d5e-2f6e1a4f9b1c"},
             "data":{"object":{"id":"cus_1","object":"customer","email":null}}}\
            """);

    assertThat(suggestion.identifiers())
        .extracting(Suggestion.Identifier::path)
        .startsWith("data.object.id")
        .doesNotContain("request.idempotency_key");
  }

  @Test
  void thereIsABoundOnWhatIsSuggested() throws JsonProcessingException {
    StringBuilder wide = new StringBuilder("{\"z\":0");
    for (int i = 0; i < 5_000; i++) {
      wide.append(",\"email").append(i).append("\":\"a@b.example\"");
    }

    Suggestion suggestion = of(wide + "}");

    assertThat(suggestion.properties()).hasSize(Suggestion.PROPERTIES_MAX);
    assertThat(suggestion.identifiers()).hasSize(Suggestion.IDENTIFIERS_MAX);
  }

  private static Suggestion of(String payload) throws JsonProcessingException {
    return Suggestion.of(JSON.readTree(payload));
  }
}
