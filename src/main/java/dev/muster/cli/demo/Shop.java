package dev.muster.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.attribute.AttributeType;
import dev.muster.catalog.Actor;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.Publication;
import dev.muster.catalog.Role;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.SystemDefinition;
import dev.muster.catalog.SystemForm;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;

/// The made-up shop: a system with two integrations and published segments.
final class Shop {

  static final String KEY = "shop";
  private static final Actor DEMO = new Actor("demo", Role.ADMIN, "127.0.0.1");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final CatalogStore catalog;

  Shop(CatalogStore catalog) {
    this.catalog = catalog;
  }

  /// Sets it up, unless it is there already.
  ///
  /// @return whether it was set up just now
  boolean found() {
    if (catalog.current().system(KEY).isPresent()) {
      return false;
    }
    String zone = ZoneId.systemDefault().getId();
    catalog.systems().create(DEMO, new SystemForm(KEY, "Shop", zone, OptionalInt.empty()));
    catalog.integrations().create(DEMO, KEY, crm());
    catalog.integrations().create(DEMO, KEY, billing());
    segment(
        "premium-customers",
        "Premium customers",
        "Pay for more than a trial, or are worth keeping",
        """
        {"combinator":"or","rules":[
          {"field":"crm.plan","operator":"in","value":["pro","enterprise"]},
          {"field":"crm.arr","operator":">=","value":100000}]}\
        """);
    segment(
        "new-users",
        "New users",
        "Signed up in the last 30 days: show them the tour",
        """
        {"combinator":"and","rules":[
          {"field":"crm.signup","operator":"inLast","value":{"amount":30,"unit":"days"}}]}\
        """);
    segment(
        "past-due",
        "Past due",
        "Customers with an invoice that is not paid",
        """
        {"combinator":"and","rules":[
          {"field":"segment","operator":"=","value":"premium-customers"},
          {"field":"billing.status","operator":"=","value":"past_due"}]}\
        """);
    Publication _ =
        catalog.publications().publish(DEMO, KEY, SystemDefinition.PRODUCTION, "The demo's");
    return true;
  }

  private static IntegrationForm crm() {
    return new IntegrationForm(
        "crm",
        "CRM",
        IntegrationKind.API,
        "contact.email",
        List.of(
            new PropertyForm("contact.company.plan", "plan", AttributeType.STRING),
            new PropertyForm("contact.company.arr", "arr", AttributeType.NUMBER),
            new PropertyForm("contact.company.seats", "seats", AttributeType.NUMBER),
            new PropertyForm("contact.country", "country", AttributeType.STRING),
            new PropertyForm("contact.signup", "signup", AttributeType.DATE),
            new PropertyForm("contact.tags", "tags", AttributeType.STRINGS)));
  }

  private static IntegrationForm billing() {
    return new IntegrationForm(
        "billing",
        "Billing",
        IntegrationKind.API,
        "data.object.customer_email",
        List.of(
            new PropertyForm("data.object.status", "status", AttributeType.STRING),
            new PropertyForm("data.object.amount_due", "amount_due", AttributeType.NUMBER),
            new PropertyForm("data.object.created", "invoiced_at", AttributeType.DATE)));
  }

  private void segment(String key, String name, String description, String json) {
    Condition condition;
    try {
      condition = ConditionJson.read(JSON.readTree(json));
    } catch (ConditionException | JsonProcessingException e) {
      throw new IllegalStateException("the demo's own condition", e);
    }
    var _ =
        catalog.segments().create(DEMO, KEY, new SegmentForm(key, name, description, condition));
  }

  /// The production endpoint's token of one of its integrations.
  String endpointToken(String integration) {
    Integration found = system().integration(integration).orElseThrow();
    String token = found.endpointTokens().get(SystemDefinition.PRODUCTION);
    if (token == null) {
      throw new IllegalStateException("integration " + integration + " has no endpoint");
    }
    return token;
  }

  Environment production() {
    return system().environment(SystemDefinition.PRODUCTION).orElseThrow();
  }

  private SystemDefinition system() {
    return catalog.current().system(KEY).orElseThrow();
  }
}
