package dev.muster.intake;

import static dev.muster.intake.Mappings.mapping;
import static dev.muster.intake.Mappings.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.attribute.AttributeValue;
import dev.muster.population.Change;
import dev.muster.population.Update;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

  @Test
  void nestedPathsAndArrayIndicesAreFollowed() throws RefusedBodyException {
    Mapping mapping =
        mapping("customer.email", "customer.plan:plan:string", "items.1.price:price:number");

    Mapping.Read read =
        one(
            mapping,
            """
            {"items": [{"price": 1}, {"name": "x", "price": 2.5}], "other": [[{"a": {}}]],
             "customer": {"plan": "pro", "email": "ann@example.com"}}\
            """);

    assertThat(read.user()).contains("ann@example.com");
    assertThat(changes(read))
        .containsExactly(
            new Change.Set(1, new AttributeValue.Text("pro")),
            new Change.Set(2, new AttributeValue.Numeric(2.5)));
    assertThat(read.outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1, \"a.b.c\":\"yes\", \"a\":{\"b\":{\"c\":\"no\"}}, \"a.b\":{\"c\":\"no\"}}",
        "{\"id\":1, \"a\":{\"b\":{\"c\":\"no\"}, \"b.c\":\"no\"}, \"a.b\":{\"c\":\"yes\"}}",
        "{\"id\":1, \"a\":{\"b\":{\"c\":\"no\"}, \"b.c\":\"yes\"}, \"a.b\":{\"d\":\"no\"}}",
        "{\"id\":1, \"a\":{\"b\":{\"c\":\"yes\"}}, \"a.b\":7}"
      })
  void theLongestLiteralKeyWins(String body) throws RefusedBodyException {
    assertThat(changes(one(mapping("id", "a.b.c:x:string"), body)))
        .containsExactly(new Change.Set(1, new AttributeValue.Text("yes")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"u\",\"id\":\"v\"}",
        "{\"id\":\"u\",\"a\":{\"b\":\"x\"},\"a\":{}}",
        "{\"id\":\"u\",\"a\":{\"b\":\"x\",\"c\":1,\"b\":\"x\"}}",
        "{\"id\":\"u\",\"a.b\":1,\"a\":{\"b\":2},\"a.b\":3}",
        "{\"id\":\"u\",\"a.b\":1,\"a\":{\"b\":2,\"b\":3}}"
      })
  void aListedNameThatComesTwiceIsRefused(String body) {
    assertThatExceptionOfType(RefusedBodyException.class)
        .isThrownBy(() -> one(mapping("id", "a.b:b:string"), body))
        .withMessageContaining("twice");
  }

  @Test
  void aNameThatComesTwiceWhereNothingIsListedIsPassedOver() throws RefusedBodyException {
    Mapping.Read read =
        one(mapping("id", "a.b:b:string"), "{\"id\":\"u\",\"z\":1,\"z\":{\"b\":1,\"b\":2}}");

    assertThat(read.outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void nullClearsAndWhatIsAbsentStays() throws RefusedBodyException {
    Mapping mapping = mapping("id", "plan:plan:string", "seats:seats:number", "a.b:b:string");

    Mapping.Read read = one(mapping, "{\"id\":\"u\",\"plan\":null,\"a\":null}");

    assertThat(changes(read)).containsExactly(new Change.Clear(1));
  }

  @Test
  void anEmptyStringIsAValueAndTheIdentifierAloneIsEnough() throws RefusedBodyException {
    Mapping mapping = mapping("id", "plan:plan:string");

    assertThat(changes(one(mapping, "{\"id\":\"u\",\"plan\":\"\"}")))
        .containsExactly(new Change.Set(1, new AttributeValue.Text("")));
    assertThat(changes(one(mapping, "{\"id\":\"u\"}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "4.20", "-1e3", "12345678901234567890123"})
  void aNumberIsAnIdentifierAsItIsWritten(String literal) throws RefusedBodyException {
    assertThat(one(mapping("id"), "{\"id\":" + literal + "}").user()).contains(literal);
  }

  private static Stream<String> unusableIdentifiers() {
    return Stream.of(
        "{}",
        "{\"id\":null}",
        "{\"id\":\"\"}",
        "{\"id\":true}",
        "{\"id\":[\"u\"]}",
        "{\"id\":{\"id\":1}}",
        "{\"id\":\"\\ud800\"}",
        "{\"id\":\"" + "é".repeat(129) + "\"}",
        "{\"id\":\"" + "x".repeat(1 << 19) + "\"}",
        "{\"id\":" + "1".repeat(257) + "}");
  }

  @ParameterizedTest
  @MethodSource("unusableIdentifiers")
  void withoutAUsableIdentifierNothingIsTaken(String body) throws RefusedBodyException {
    Mapping.Read read = one(mapping("id", "plan:plan:string"), body);

    assertThat(read.refusal().orElseThrow().status()).isEqualTo(422);
    assertThat(read.refusal().orElseThrow().code()).isEqualTo("identifier-missing");
    assertThat(read.refusal().orElseThrow().detail()).contains("\"id\"").hasSizeLessThan(120);
    assertThat(read.update()).isEmpty();
    assertThat(read.user().orElse("")).hasSizeLessThan(80);
  }

  @Test
  void aRefusedPropertyLeavesTheOthers() throws RefusedBodyException {
    Mapping mapping = mapping("id", "c.arr:arr:number", "c.plan:plan:string");

    Mapping.Read read = one(mapping, "{\"id\":\"u\",\"c\":{\"arr\":\"n/a\",\"plan\":\"pro\"}}");

    assertThat(read.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(read.rejected())
        .containsExactly(new RejectedProperty("arr", "c.arr", "not a number: \"n/a\""));
    assertThat(changes(read)).hasSize(1);
  }

  @Test
  void whatHasNothingUsableIsRefusedWhole() throws RefusedBodyException {
    Mapping mapping = mapping("id", "arr:arr:number", "plan:plan:string");

    Mapping.Read read = one(mapping, "{\"id\":\"u\",\"arr\":\"n/a\"}");

    assertThat(read.refusal().orElseThrow().code()).isEqualTo("nothing-usable");
    assertThat(read.rejected()).hasSize(1);
    assertThat(read.user()).contains("u");
    assertThat(read.update()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\ud800\"", "[\"a\"]", "{\"x\":1}"})
  void whatIsNoTextIsRefused(String value) throws RefusedBodyException {
    Mapping mapping = mapping("id", "plan:plan:string", "seats:seats:number");

    Mapping.Read read = one(mapping, "{\"id\":\"u\",\"seats\":1,\"plan\":" + value + "}");

    assertThat(read.outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @Test
  void aListIsReadWholeAndByIndex() throws RefusedBodyException {
    Mapping mapping = mapping("id", "tags:tags:strings", "tags.1:second:string");

    assertThat(changes(one(mapping, "{\"id\":\"u\",\"tags\":[\"a\",\"b\"]}")))
        .containsExactly(
            new Change.Set(1, new AttributeValue.Texts(List.of("a", "b"))),
            new Change.Set(2, new AttributeValue.Text("b")));
    assertThat(one(mapping, "{\"id\":\"u\",\"tags\":[\"a\",2]}").rejected()).hasSize(1);
    assertThat(changes(one(mapping, "{\"id\":\"u\",\"tags\":[]}")))
        .containsExactly(new Change.Set(1, new AttributeValue.Texts(List.of())));
    assertThat(
            one(mapping, "{\"id\":\"u\",\"tags\":[" + "\"x\",".repeat(100) + "\"x\"]}")
                .rejected()
                .getFirst()
                .reason())
        .contains("101");
  }

  @Test
  void aListThatIsNotWellFormedIsTheBodysProblem() {
    assertThatThrownBy(
            () -> one(mapping("id", "tags:tags:strings"), "{\"id\":\"u\",\"tags\":[\"\\x\"]}"))
        .isInstanceOf(RefusedBodyException.class);
  }

  @Test
  void anArrayIsABatchInItsOrder() throws RefusedBodyException {
    Mapping mapping = mapping("id", "n:n:number");
    BodyReading.Body body =
        mapping.body(
            Mappings.utf8("[{\"id\":\"a\",\"n\":1}, {\"n\":2}, 7, [{}], {\"id\":\"b\"}]"),
            IntakeLimits.DEFAULT);

    assertThat(body.batch()).isTrue();
    assertThat(body.items()).extracting(BodyReading.Item::bytes).containsExactly(16, 7, 1, 4, 10);
    assertThat(body.items().stream().map(mapping::read))
        .extracting(read -> read.refusal().map(Delivery.Refusal::code).orElse("none"))
        .containsExactly("none", "identifier-missing", "not-an-object", "not-an-object", "none");
  }

  private static List<Change> changes(Mapping.Read read) {
    return read.update().map(Update::changes).orElseThrow();
  }
}
