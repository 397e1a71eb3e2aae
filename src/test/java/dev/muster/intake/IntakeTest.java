package dev.muster.intake;

import static dev.muster.intake.Mappings.utf8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.AccessTokens;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Integration;
import dev.muster.catalog.MemoryLog;
import dev.muster.catalog.Samples;
import dev.muster.catalog.SecretBox;
import dev.muster.intake.IntakeAnswer.Result;
import dev.muster.population.Change;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.123456Z");

  private final CatalogStore catalog = MemoryLog.store();
  private static final SecretBox BOX = SecretBox.passing();

  private final Endpoints endpoints = new Endpoints(BOX, new AccessTokens(BOX, catalog));
  private final List<IntakeAnswer> answers = new ArrayList<>();
  private MemoryJournal journal = new MemoryJournal(10_000);
  private String token = "";

  @BeforeEach
  void aShopWithACrm() {
    catalog.systems().create(Samples.ADMIN, Samples.system("shop"));
    token = tokenOf(create("crm"));
    catalog.onChange(endpoints::rebuild);
  }

  private static String tokenOf(Integration integration) {
    return requireNonNull(integration.endpointTokens().get("production"));
  }

  private Integration create(String key) {
    return catalog
        .integrations()
        .create(
            Samples.ADMIN,
            "shop",
            Samples.integration(key, "customer.plan plan string", "customer.arr arr number"));
  }

  @Test
  void anUpdateIsAnsweredWhenItIsDurableAndNotBefore() {
    receive("{\"customer\":{\"email\":\"ann@example.com\",\"plan\":\"pro\",\"arr\":12}}");
    assertThat(answers).isEmpty();

    journal.confirm();

    assertThat(answers)
        .containsExactly(
            new IntakeAnswer.Single(
                new Result.Taken(
                    "d1", Outcome.ACCEPTED, Optional.of("ann@example.com"), 2, List.of())));
    Integration crm = crm();
    assertThat(journal.taken())
        .containsExactly(
            new Delivery(
                Instant.parse("2026-05-01T10:00:00.123Z"),
                catalog.current().system("shop").orElseThrow().environments().getFirst().id(),
                crm.id(),
                Outcome.ACCEPTED,
                Optional.of(
                    new Update(
                        UserId.of("ann@example.com"),
                        List.of(
                            new Change.Set(
                                crm.properties().get(0).attributeId(),
                                new AttributeValue.Text("pro")),
                            new Change.Set(
                                crm.properties().get(1).attributeId(),
                                new AttributeValue.Numeric(12))))),
                Optional.of("ann@example.com"),
                List.of(),
                Optional.empty(),
                62,
                "192.0.2.7"));
  }

  @Test
  void anArrayIsAnsweredOnceAndInItsOrder() {
    receive(
        "[{\"customer\":{\"email\":\"a\",\"arr\":\"n/a\",\"plan\":\"x\"}},{},"
            + "{\"customer\":{\"email\":\"a\",\"plan\":null}}]");
    journal.confirm();

    assertThat(answers).hasSize(1);
    assertThat(((IntakeAnswer.Batch) answers.getFirst()).results())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isEqualTo(
                        new Result.Taken(
                            "d1",
                            Outcome.PARTIAL,
                            Optional.of("a"),
                            1,
                            List.of(
                                new RejectedProperty(
                                    "arr", "customer.arr", "not a number: \"n/a\"")))),
            one -> {
              Result.Refused refused = (Result.Refused) one;
              assertThat(refused.deliveryId()).contains("d2");
              assertThat(refused.refusal().code()).isEqualTo("identifier-missing");
            },
            one ->
                assertThat(one)
                    .isEqualTo(
                        new Result.Taken("d3", Outcome.ACCEPTED, Optional.of("a"), 1, List.of())));
    assertThat(journal.taken()).extracting(Delivery::bytes).containsExactly(49, 2, 38);
  }

  @Test
  void anEmptyArrayIsAnsweredAtOnce() {
    receive("[]");

    assertThat(answers).containsExactly(new IntakeAnswer.Batch(List.of()));
  }

  @Test
  void aMalformedBodyChangesNothingAndIsRecorded() {
    receive("[{\"customer\":{\"email\":\"a\"}},{\"customer\":nope}]");
    journal.confirm();

    Result.Refused refused = refused();
    assertThat(refused.refusal().status()).isEqualTo(400);
    assertThat(refused.byteOffset().orElseThrow()).isBetween(40, 45);
    assertThat(refused.deliveryId()).contains("d1");
    assertThat(journal.taken())
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.outcome()).isEqualTo(Outcome.REJECTED);
          assertThat(delivery.update()).isEmpty();
          assertThat(delivery.refusal()).contains(refused.refusal());
        });
  }

  @Test
  void whatTheJournalCannotTakeIsToBeSentAgain() {
    journal = new MemoryJournal(1);
    receive("[{\"customer\":{\"email\":\"a\"}},{\"customer\":{\"email\":\"b\"}}]");
    journal.confirm();

    assertThat(answers)
        .singleElement()
        .isInstanceOfSatisfying(
            IntakeAnswer.Unavailable.class,
            one -> assertThat(one.why()).contains("disk of the server is full", "send"));
  }

  @Test
  void whatIsRefusedIsRefusedEvenIfItCannotBeRecorded() {
    journal = new MemoryJournal(0);
    receive("{");
    receive("{}");

    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(((IntakeAnswer.Single) answer).result())
                .isInstanceOfSatisfying(
                    Result.Refused.class, one -> assertThat(one.deliveryId()).isEmpty()));
    assertThat(answers).hasSize(2);
  }

  @Test
  void aTokenLeadsNowhereUnlessItIsWholeAndCurrent() {
    String old = token;
    Integration rotated =
        catalog.integrations().rotateToken(Samples.ADMIN, "shop", "crm", "production");

    for (String wrong : List.of(old, "", "x", old.substring(0, 8), tokenOf(rotated) + "x")) {
      token = wrong;
      receive("{\"customer\":{\"email\":\"a\"}}");
    }
    assertThat(answers).hasSize(5).containsOnly(new IntakeAnswer.UnknownEndpoint());
    assertThat(journal.taken()).isEmpty();

    token = tokenOf(rotated);
    receive("{\"customer\":{\"email\":\"a\"}}");
    assertThat(journal.taken()).hasSize(1);
  }

  @Test
  void aChangeOfTheIntegrationWorksFromTheNextDeliveryOn() {
    catalog
        .integrations()
        .update(
            Samples.ADMIN,
            "shop",
            "crm",
            Samples.integration("crm", "tier plan string"),
            OptionalLong.empty(),
            true);
    receive("{\"tier\":\"gold\",\"customer\":{\"email\":\"a\",\"plan\":\"pro\"}}");

    assertThat(journal.taken().getFirst().update().orElseThrow().changes())
        .containsExactly(
            new Change.Set(
                crm().properties().getFirst().attributeId(), new AttributeValue.Text("gold")));

    catalog.integrations().delete(Samples.ADMIN, "shop", "crm", OptionalLong.empty(), true);
    receive("{\"customer\":{\"email\":\"a\"}}");
    assertThat(answers).contains(new IntakeAnswer.UnknownEndpoint());
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain,,415,not-json",
    "application/x-www-form-urlencoded,,415,not-json",
    "application/json; charset=latin1,,415,unsupported-charset",
    "application/json,br,415,unsupported-encoding",
    "application/json,gzip,400,malformed-encoding"
  })
  void aBodyThatSaysToBeSomethingElseIsRefused(
      String type, String encoding, int status, String code) {
    receive(new Content(type, encoding), utf8("{\"customer\":{\"email\":\"a\"}}"));
    journal.confirm();

    assertThat(refused().refusal().status()).isEqualTo(status);
    assertThat(refused().refusal().code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=UTF-8,identity",
    "application/vnd.api+json,",
    "APPLICATION/JSON,",
    ","
  })
  void aBodyThatCouldBeJsonIsReadAsJson(String type, String encoding) {
    receive(new Content(type, encoding), utf8("{\"customer\":{\"email\":\"a\"}}"));

    assertThat(journal.taken().getFirst().outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedHoweverItComes() {
    byte[] large = new byte[(1 << 20) + 1];
    receive(Content.JSON, large);
    receive(new Content(null, "gzip"), Gzip.of(large));
    journal.confirm();

    assertThat(answers)
        .hasSize(2)
        .allSatisfy(answer ->
            assertThat(((Result.Refused) ((IntakeAnswer.Single) answer).result()).refusal())
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(413))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("body-too-large")));
  }

  @Test
  void aGzipBodyIsReadInflated() {
    receive(
        new Content("application/json", "gzip"), Gzip.of(utf8("{\"customer\":{\"email\":\"a\"}}")));

    assertThat(journal.taken().getFirst().user()).contains("a");
  }

  @Test
  void whatIsAcceptedIsNotKeptAndWhatIsRefusedIsKeptWithoutACopy() {
    byte[] accepted = utf8("{\"customer\":{\"email\":\"a\",\"arr\":1}}");
    byte[] partial = utf8("{\"customer\":{\"email\":\"a\",\"plan\":\"x\",\"arr\":\"x\"}}");
    receive(Content.JSON, accepted);
    receive(Content.JSON, partial);
    assertThat(journal.payloads().getFirst()).isEmpty();
    assertThat(journal.payloads().getLast().orElseThrow().bytes()).isSameAs(partial);
    assertThat(journal.payloads().getLast().orElseThrow().truncated()).isFalse();
  }

  @Test
  void ofABatchEachKeepsItsOwnShareAndOnlyIfItIsRefused() {
    receive(
        "[{\"customer\":{\"email\":\"a\"}}, {\"customer\":{\"arr\":\"ü\"}} ,\n 12 ,[1, 2],\"x\"]");
    assertThat(journal.payloads())
        .extracting(payload ->
            payload.map(one -> new String(one.bytes(), StandardCharsets.UTF_8)).orElse("-"))
        .containsExactly("-", "{\"customer\":{\"arr\":\"ü\"}}", "12", "[1, 2]", "\"x\"");
  }

  @Test
  void ofABodyThatIsRefusedAsAWholeTheBeginningIsKeptIfItIsText() {
    receive(Content.JSON, utf8("[" + "1,".repeat(50_000)));
    assertThat(journal.payloads().getLast().orElseThrow().bytes()).hasSize(64 << 10);
    assertThat(journal.payloads().getLast().orElseThrow().truncated()).isTrue();
    receive(new Content("text/xml", null), utf8("<a/>"));
    assertThat(journal.payloads().getLast().orElseThrow().bytes()).isEqualTo(utf8("<a/>"));
    receive(new Content("application/json", "gzip"), Gzip.of(utf8("{nothing")));
    assertThat(journal.payloads().getLast().orElseThrow().bytes()).isEqualTo(utf8("{nothing"));
    receive(new Content("application/json", "gzip"), utf8("not gzip"));
    assertThat(journal.payloads().getLast()).isEmpty();
    receive(new Content("application/json", "br"), utf8("not understood"));
    assertThat(journal.payloads().getLast()).isEmpty();
  }

  private Result.Refused refused() {
    return (Result.Refused) ((IntakeAnswer.Single) answers.getLast()).result();
  }

  private Integration crm() {
    return catalog.current().system("shop").orElseThrow().integration("crm").orElseThrow();
  }

  private void receive(String body) {
    receive(Content.JSON, utf8(body));
  }

  private void receive(Content content, byte[] body) {
    new Intake(endpoints, journal, IntakeLimits.DEFAULT, () -> NOW)
        .receive(
            token,
            new Posted(content, body, "192.0.2.7", "POST", () -> "", _ -> null, false),
            answers::add);
  }
}
