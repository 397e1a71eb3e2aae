package dev.muster.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/// What a CRM sends when a customer changes: 1.5 KB of which eight properties are listed in the
/// integration.
final class Payload {

  /// The size of each, in bytes.
  static final int BYTES = 1_536;

  /// The integration that reads them.
  static final String INTEGRATION =
      """
      {'key':'crm','name':'CRM','kind':'api','identifier':'customer.email','properties':[
        {'path':'customer.subscription.plan','name':'plan','type':'string'},
        {'path':'customer.address.country','name':'country','type':'string'},
        {'path':'customer.role','name':'role','type':'string'},
        {'path':'customer.subscription.arr','name':'arr','type':'number'},
        {'path':'customer.subscription.seats','name':'seats','type':'number'},
        {'path':'customer.churned','name':'churned','type':'boolean'},
        {'path':'customer.signup','name':'signup','type':'date'},
        {'path':'customer.last_login','name':'last_login','type':'date'}]}\
      """;

  private static final String NOTE =
      "Called on Tuesday; wants a quote for more seats before the end of the quarter. ";

  private Payload() {}

  /// The body of a delivery.
  ///
  /// @param identifier whose
  /// @param values the user of the generated ones whose values it has
  static String of(String identifier, GeneratedUsers users, long values) {
    String without = text(identifier, users, values, "");
    int room = BYTES - without.getBytes(StandardCharsets.UTF_8).length;
    String notes = NOTE.repeat(room / NOTE.length() + 1).substring(0, room);
    return text(identifier, users, values, notes);
  }

  /// The same without what the integration does not list.
  static String compact(String identifier, GeneratedUsers users, long values) {
    return "{\"customer\":{\"email\":\""
        + identifier
        + "\",\"role\":\""
        + users.role(values)
        + "\",\"churned\":"
        + users.churned(values)
        + ",\"signup\":\""
        + users.signup(values)
        + "\",\"last_login\":"
        + users.lastLoginSecond(values)
        + ",\"address\":{\"country\":\""
        + users.country(values)
        + "\"},\"subscription\":{\"plan\":\""
        + users.plan(values)
        + "\",\"arr\":"
        + users.arr(values)
        + ",\"seats\":"
        + users.seats(values)
        + "}}}";
  }

  private static String text(String identifier, GeneratedUsers users, long values, String notes) {
    return String.format(
        Locale.ROOT,
        """
        {"event":"customer.updated","id":"evt_1PqXyZ2eZvKYlo2C9aB3dE4f","api_version":"2026-09-30",\
        "created":1793491200,"livemode":true,"pending_webhooks":1,"request":{"id":"req_7Hs2kLmN0pQrSt",\
        "idempotency_key":"0f8fad5b-d9cb-469f-a165-70867728950e"},"customer":{"id":"cus_9s6XKzkNRiz8i3",\
        "email":"%s","name":"Jördis Example","phone":"+49 30 5550 1234","role":"%s",\
        "churned":%b,"signup":"%s","last_login":"%s","address":{"line1":"Unter den Eichen 17",\
        "line2":null,"city":"Berlin","postal_code":"12205","state":"","country":"%s"},\
        "subscription":{"id":"sub_1MowQVLkdIwHu7ix","status":"active","plan":"%s","arr":%.2f,\
        "currency":"eur","seats":%d,"cancel_at_period_end":false,"trial_end":null,\
        "items":[{"id":"si_NcLYdDxLHxlFo7","price":{"id":"price_1MowQULkdIwHu7ixraBm864M",\
        "unit_amount":2900,"recurring":{"interval":"month","interval_count":1}},"quantity":1},\
        {"id":"si_NcLYdDxLHxlFo8","price":{"id":"price_1MowQULkdIwHu7ixraBm864N",\
        "unit_amount":900,"recurring":{"interval":"month","interval_count":1}},"quantity":4}]},\
        "owner":{"id":4711,"name":"Sam Sales","team":["emea","enterprise","renewals"]},\
        "tags":["webinar-2026","beta","newsletter"],"score":87.25,"notes":"%s"}}\
        """,
        identifier,
        users.role(values),
        users.churned(values),
        users.signup(values),
        Instant.ofEpochSecond(users.lastLoginSecond(values)),
        users.country(values),
        users.plan(values),
        users.arr(values),
        users.seats(values),
        notes);
  }
}
