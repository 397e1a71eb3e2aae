package dev.muster.web.api;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.attribute.AttributeValue;
import dev.muster.attribute.PlainValues;
import dev.muster.catalog.FieldError;
import dev.muster.condition.AsOf;
import dev.muster.condition.Condition;
import dev.muster.condition.Operand;
import dev.muster.condition.ResolvedCondition;
import dev.muster.embedded.Engine;
import dev.muster.insights.Breakdown;
import dev.muster.insights.Breakdowns;
import dev.muster.insights.Interval;
import dev.muster.insights.KnownValues;
import dev.muster.population.Selection;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reports over the end users of an environment.
final class InsightsResource {

  private static final String CONDITION = "condition";
  private static final int LIMIT = 20;
  private static final int SAMPLE = 5;

  private final Engine engine;
  private final InstantSource clock;

  InsightsResource(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  private record BreakdownSent(
      @Nullable String field,
      @Nullable JsonNode condition,
      @Nullable List<AmongSent> among,
      @Nullable Integer limit,
      @Nullable String interval,
      @Nullable Integer buckets,
      @Nullable List<String> split) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record BucketView(
      @Nullable Object value,
      @Nullable Object from,
      @Nullable Object to,
      long users,
      @Nullable Map<String, Long> split) {}

  private record BreakdownView(
      String field,
      String type,
      String kind,
      @Nullable String interval,
      long total,
      long matching,
      long missing,
      long other,
      List<BucketView> buckets) {}

  Answer breakDown(Request request) {
    ReportQuestion question = ReportQuestion.of(engine, request, clock.instant());
    Place place = question.place();
    BreakdownSent sent = request.as(BreakdownSent.class);
    Operand field =
        Conditions.reported(place.system(), requireNonNullElse(sent.field, ""), "field");
    if (sent.interval != null && field.type() != AttributeType.DATE) {
      throw Problems.invalid(
          List.of(
              new FieldError(
                  "interval",
                  "has a meaning only for dates; %s is of type %s"
                      .formatted(field.field(), field.type().code()))));
    }
    AsOf asOf = question.asOf();
    Selection everybody = place.everybody(asOf);
    Selection matching = question.users(engine, sent.condition, sent.among);
    Breakdown breakdown =
        new Breakdowns(
                place.population(),
                field,
                Math.max(everybody.count(), matching.count()),
                matching,
                split(question, sent.split == null ? List.of() : sent.split, matching),
                asOf)
            .by(
                new Breakdowns.Detail(
                    requireNonNullElse(sent.limit, LIMIT),
                    Optional.ofNullable(sent.interval).map(InsightsResource::interval),
                    requireNonNullElse(sent.buckets, LIMIT)));
    boolean splits = sent.split != null;
    return Answer.of(
        new BreakdownView(
            field.field(),
            field.type().code(),
            breakdown.kind().code(),
            breakdown.interval().map(Interval::code).orElse(null),
            breakdown.total(),
            breakdown.matching(),
            breakdown.missing(),
            breakdown.other(),
            breakdown.buckets().stream().map(bucket -> view(bucket, splits)).toList()));
  }

  private static BucketView view(Breakdown.Bucket bucket, boolean splits) {
    Map<String, Long> split = splits ? bucket.split() : null;
    return switch (bucket.content()) {
      case Breakdown.Content.Value(AttributeValue value) ->
          new BucketView(PlainValues.of(value), null, null, bucket.users(), split);
      case Breakdown.Content.Range(AttributeValue from, AttributeValue to) ->
          new BucketView(null, PlainValues.of(from), PlainValues.of(to), bucket.users(), split);
    };
  }

  private static Interval interval(String code) {
    return Interval.of(code)
        .orElseThrow(
            () -> new IllegalArgumentException("the contract lets no " + code + " through"));
  }

  /// Who of some users is in each segment.
  static SequencedMap<String, Selection> split(
      ReportQuestion question, List<String> keys, Selection among) {
    SequencedMap<String, Selection> split = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      Selection users = question.segment(keys.get(i), "split[" + i + "]");
      users.retain(among);
      split.put(keys.get(i), users);
    }
    return split;
  }

  private record ValuesSent(@Nullable String field, @Nullable String q, @Nullable Integer limit) {}

  private record ValueView(Object value, long users) {}

  private record ValuesView(
      String type,
      @Nullable Long known,
      List<ValueView> values,
      @Nullable Object least,
      @Nullable Object greatest,
      long missing) {}

  Answer values(Request request) {
    Place place = Place.of(engine, request);
    ValuesSent sent = request.as(ValuesSent.class);
    Operand field =
        Conditions.reported(place.system(), requireNonNullElse(sent.field, ""), "field");
    AsOf asOf = place.asOf(clock.instant());
    KnownValues known =
        KnownValues.of(
            place.population(),
            field,
            asOf,
            place.everybody(asOf),
            requireNonNullElse(sent.q, ""),
            requireNonNullElse(sent.limit, LIMIT));
    return Answer.of(
        new ValuesView(
            field.type().code(),
            known.known().isPresent() ? known.known().getAsLong() : null,
            known.values().stream()
                .map(one -> new ValueView(PlainValues.of(one.value()), one.users()))
                .toList(),
            known.least().map(PlainValues::of).orElse(null),
            known.greatest().map(PlainValues::of).orElse(null),
            known.missing()));
  }

  private record PreviewSent(@Nullable JsonNode condition, @Nullable Integer limit) {}

  private record PreviewView(
      long matching, long total, String words, List<UsersResource.Listed> sample) {}

  Answer preview(Request request) {
    Place place = Place.of(engine, request);
    PreviewSent sent = request.as(PreviewSent.class);
    Condition condition = Conditions.read(requireNonNull(sent.condition), CONDITION);
    ResolvedCondition resolved = Conditions.forAll(place.system(), condition, CONDITION);
    AsOf asOf = place.asOf(clock.instant());
    Selection matching = place.population().select(resolved, asOf);
    long total = place.everybody(asOf).count();
    Map<Integer, Attribute> attributes = UsersResource.attributes(place.system());
    return Answer.of(
        new PreviewView(
            matching.count(),
            Math.max(total, matching.count()),
            Conditions.words(place.system(), condition),
            matching
                .ordinals()
                .limit(requireNonNullElse(sent.limit, SAMPLE))
                // One who is erased just now is left out.
                .mapToObj(place.population()::at)
                .flatMap(Optional::stream)
                .map(user -> UsersResource.listed(place, user, asOf, attributes))
                .toList()));
  }

  private record ExplainSent(@Nullable String user, @Nullable JsonNode condition) {}

  Answer explain(Request request) {
    Place place = Place.of(engine, request);
    ExplainSent sent = request.as(ExplainSent.class);
    Condition condition = Conditions.read(requireNonNull(sent.condition), CONDITION);
    return Answer.of(
        Explanation.of(
            place, requireNonNull(sent.user), condition, CONDITION, place.asOf(clock.instant())));
  }
}
