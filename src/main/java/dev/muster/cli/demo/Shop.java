package dev.muster.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;
import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.Environment;
import dev.muster.catalog.FilterForm;
import dev.muster.catalog.IdentifierSource;
import dev.muster.catalog.Integration;
import dev.muster.catalog.IntegrationForm;
import dev.muster.catalog.IntegrationForm.PropertyForm;
import dev.muster.catalog.IntegrationKind;
import dev.muster.catalog.PageSettings;
import dev.muster.catalog.PageSettingsForm;
import dev.muster.catalog.SegmentForm;
import dev.muster.catalog.SystemDefinition;
import dev.muster.condition.Condition;
import dev.muster.condition.ConditionException;
import dev.muster.condition.ConditionJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The made-up shop: what its system consists of.
final class Shop {

  static final String KEY = "shop";

  /// How much of its past is made up.
  static final Duration PAST = Duration.ofDays(8);

  private static final int PAGE_WAIT_MILLIS = 500;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final CatalogStore catalog;

  Shop(CatalogStore catalog) {
    this.catalog = catalog;
  }

  CatalogStore catalog() {
    return catalog;
  }

  boolean exists() {
    return catalog.current().system(KEY).isPresent();
  }

  /// When it began to be shown.
  Instant opened() {
    return system().createdAt().plus(PAST);
  }

  static IntegrationForm crm() {
    return new IntegrationForm(
        "crm",
        "CRM",
        IntegrationKind.API,
        "contact.email",
        List.of(
            new PropertyForm("contact.company.plan", "plan", AttributeType.STRING),
            new PropertyForm("contact.company.arr", "arr", AttributeType.NUMBER),
            new PropertyForm("contact.company.seats", "seats", AttributeType.NUMBER),
            new PropertyForm("contact.company.name", "company", AttributeType.STRING),
            new PropertyForm("contact.company.trial_ends", "trial_ends", AttributeType.DATE),
            new PropertyForm("contact.country", "country", AttributeType.STRING),
            new PropertyForm("contact.signup", "signup", AttributeType.DATE),
            new PropertyForm("contact.newsletter", "newsletter", AttributeType.BOOLEAN),
            new PropertyForm("contact.tags", "tags", AttributeType.STRINGS)));
  }

  static IntegrationForm payments() {
    return new IntegrationForm(
        "payments",
        "Payments",
        IntegrationKind.API,
        "data.object.customer_email",
        List.of(
            new PropertyForm("data.object.plan", "plan", AttributeType.STRING),
            new PropertyForm("data.object.status", "status", AttributeType.STRING),
            new PropertyForm("data.object.amount_due", "amount_due", AttributeType.NUMBER),
            new PropertyForm("data.object.created", "invoiced_at", AttributeType.DATE),
            new PropertyForm("data.object.payment_method", "pays_by", AttributeType.STRING)));
  }

  /// Its page knows who is signed in by a cookie, from the first moment on.
  static PageSettingsForm pages() {
    return new PageSettingsForm(
        new IdentifierSource(IdentifierSource.Method.COOKIE, "shop_user", Optional.empty()),
        PAGE_WAIT_MILLIS,
        false,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  static SegmentForm premium() {
    return segment(
        "premium-customers",
        "Premium customers",
        "Have the largest plan, or are worth keeping: greet them",
        """
        {"combinator":"or","rules":[
          {"field":"payments.plan","operator":"=","value":"enterprise"},
          {"field":"crm.arr","operator":">=","value":50000}]}\
        """);
  }

  static SegmentForm paying() {
    return segment(
        "paying-customers",
        "Paying customers",
        "Have a plan that costs something: no banner for an upgrade",
        """
        {"combinator":"and","rules":[
          {"field":"payments.plan","operator":"in","value":["pro","enterprise"]}]}\
        """);
  }

  static SegmentForm newUsers(int days) {
    return segment(
        "new-users",
        "New users",
        "Signed up in the last " + days + " days: show them the tour",
        """
        {"combinator":"and","rules":[
          {"field":"crm.signup","operator":"inLast","value":{"amount":%d,"unit":"days"}}]}\
        """
            .formatted(days));
  }

  static SegmentForm pastDue() {
    return segment(
        "past-due",
        "Past due",
        "Customers with an invoice that is not paid",
        """
        {"combinator":"and","rules":[
          {"field":"segment","operator":"=","value":"paying-customers"},
          {"field":"payments.status","operator":"=","value":"past_due"}]}\
        """);
  }

  static SegmentForm trialEnding(int days) {
    return segment(
        "trial-ending",
        "Trial ending",
        "The trial ends within " + days + " days: remind them",
        """
        {"combinator":"and","rules":[
          {"field":"crm.plan","operator":"=","value":"trial"},
          {"field":"crm.trial_ends","operator":"inNext","value":{"amount":%d,"unit":"days"}}]}\
        """
            .formatted(days));
  }

  static SegmentForm germanCheckout() {
    return segment(
        "german-checkout",
        "German at the checkout",
        "Offer invoices to those who read German",
        """
        {"combinator":"and","rules":[
          {"field":"page.path","operator":"beginsWith","value":"/checkout"},
          {"field":"browser.language","operator":"beginsWith","value":"de"}]}\
        """);
  }

  static SegmentForm large(int revenue) {
    return segment(
        "large-accounts",
        "Large accounts",
        "Have a contact with a name",
        """
        {"combinator":"and","rules":[
          {"field":"segment","operator":"=","value":"premium-customers"},
          {"field":"crm.arr","operator":">=","value":%d}]}\
        """
            .formatted(revenue));
  }

  static SegmentForm away() {
    return segment(
        "paying-but-away",
        "Paying but away",
        "Paying customers who have not been here for 5 days: win them back",
        """
        {"combinator":"and","rules":[
          {"field":"segment","operator":"=","value":"paying-customers"},
          {"field":"user.lastSeen","operator":"notInLast","value":{"amount":5,"unit":"days"}}]}\
        """);
  }

  static SegmentForm powerUsers() {
    return segment(
        "power-users",
        "Power users",
        "Come often: ask them for an opinion",
        """
        {"combinator":"and","rules":[
          {"field":"user.sessions","operator":">=","value":12},
          {"field":"crm.plan","operator":"!=","value":"free"}]}\
        """);
  }

  static FilterForm enterpriseInEurope() {
    return filter(
        "enterprise-in-europe",
        "Enterprise in Europe",
        """
        {"combinator":"and","rules":[
          {"field":"crm.plan","operator":"=","value":"enterprise"},
          {"field":"crm.country","operator":"in","value":["DE","FR","GB","NL"]}]}\
        """);
  }

  static FilterForm overdue() {
    return filter(
        "overdue-over-200",
        "Overdue over 200",
        """
        {"combinator":"and","rules":[
          {"field":"payments.status","operator":"=","value":"past_due"},
          {"field":"payments.amount_due","operator":">=","value":200}]}\
        """);
  }

  static FilterForm trialsWithoutNews() {
    return filter(
        "trials-without-newsletter",
        "Trials without newsletter",
        """
        {"combinator":"and","rules":[
          {"field":"crm.plan","operator":"=","value":"trial"},
          {"field":"crm.newsletter","operator":"!=","value":true}]}\
        """);
  }

  private static SegmentForm segment(String key, String name, String description, String json) {
    return new SegmentForm(key, name, description, condition(json));
  }

  private static FilterForm filter(String key, String name, String json) {
    return new FilterForm(key, name, condition(json));
  }

  private static Condition condition(String json) {
    try {
      return ConditionJson.read(JSON.readTree(json));
    } catch (ConditionException | JsonProcessingException e) {
      throw new IllegalStateException("the demo's own condition", e);
    }
  }

  /// The endpoint's token of one of its integrations.
  String endpointToken(String integration, String environment) {
    Integration found = system().integration(integration).orElseThrow();
    String token = found.endpointTokens().get(environment);
    if (token == null) {
      throw new IllegalStateException("integration " + integration + " has no endpoint");
    }
    return token;
  }

  Environment production() {
    return system().environment(SystemDefinition.PRODUCTION).orElseThrow();
  }

  /// Its page is at another address than before; what else is set stays.
  void moveTo(URI page) {
    PageSettings now = system().pages();
    Optional<String> address = Optional.of(page.toString());
    if (now.applicationUrl().equals(address)) {
      return;
    }
    List<String> visible =
        system().attributes().stream()
            .filter(one -> now.visible().contains(one.id()))
            .map(Attribute::field)
            .toList();
    PageSettingsForm form =
        new PageSettingsForm(
            now.identifier(),
            now.waitMillis(),
            now.anonymous(),
            now.salt().isPresent(),
            Optional.empty(),
            visible,
            address);
    var _ = catalog.pageSettings().update(Guest.DEMO, KEY, form, OptionalLong.empty(), false);
  }

  private SystemDefinition system() {
    return catalog.current().system(KEY).orElseThrow();
  }
}
