package dev.muster.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.attribute.AttributeType;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What the catalog's tests set up again and again.
public final class Samples {

  /// May do everything.
  public static final Actor ADMIN = new Actor("ada", Role.ADMIN, "192.0.2.1");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Samples() {}

  /// A condition in its JSON form; apostrophes stand for quotation marks.
  public static Condition condition(String json) {
    try {
      return ConditionJson.read(MAPPER.readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException | ConditionException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /// A condition of one rule.
  public static Condition rule(String field, String operator, String value) {
    return condition(
        "{'combinator':'and','rules':[{'field':'%s','operator':'%s','value':%s}]}"
            .formatted(field, operator, value));
  }

  /// A system of this key.
  public static SystemForm system(String key) {
    return new SystemForm(key, "The " + key, "Europe/Berlin", OptionalInt.empty());
  }

  /// An API integration whose properties are given as `path name type`.
  public static IntegrationForm integration(String key, String... properties) {
    List<PropertyForm> forms =
        Arrays.stream(properties)
            .map(text -> text.split(" ", -1))
            .map(parts ->
                new PropertyForm(parts[0], parts[1], AttributeType.ofCode(parts[2]).orElseThrow()))
            .toList();
    return new IntegrationForm(key, "The " + key, IntegrationKind.API, "customer.email", forms);
  }

  /// A segment of this key.
  public static SegmentForm segment(String key, Condition condition) {
    return new SegmentForm(key, "The " + key, "", condition);
  }

  /// What a refused change says.
  static CatalogException refused(CatalogException.Code code, ThrowingCallable change) {
    CatalogException refused = Assertions.catchThrowableOfType(CatalogException.class, change);
    Assertions.assertThat(refused).as("the change goes through").isNotNull();
    Assertions.assertThat(refused.code()).as(refused.detail()).isEqualTo(code);
    return refused;
  }
}
