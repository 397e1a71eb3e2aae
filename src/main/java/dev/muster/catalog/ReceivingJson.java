package dev.muster.catalog;

import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.member;
import static dev.muster.catalog.StoredJson.number;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.catalog.Receiving.EventFilter;
import dev.muster.catalog.Receiving.Known;
import dev.muster.catalog.Receiving.Place;
import dev.muster.catalog.Receiving.Rates;
import dev.muster.catalog.Receiving.Scheme;
import dev.muster.catalog.Receiving.Signature;
import dev.muster.signature.Digest;
import dev.muster.signature.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How integrations receive, and the secrets of their endpoints, as they are stored.
public final class ReceivingJson {

  private ReceivingJson() {}

  static ObjectNode write(Receiving receiving) {
    ObjectNode stored = object();
    receiving.preset().ifPresent(key -> stored.put("preset", key));
    receiving.itemsPath().ifPresent(path -> stored.put("itemsPath", path));
    receiving.deliveryId().ifPresent(place -> stored.set("deliveryId", write(place)));
    receiving.eventTime().ifPresent(place -> stored.set("eventTime", write(place)));
    receiving
        .events()
        .ifPresent(filter -> {
          ObjectNode events = write(filter.type());
          ArrayNode taken = events.putArray("take");
          filter.taken().forEach(taken::add);
          stored.set("events", events);
        });
    receiving.signature().ifPresent(signature -> stored.set("signature", write(signature)));
    if (!receiving.allowedAddresses().isEmpty()) {
      ArrayNode addresses = stored.putArray("allowedAddresses");
      receiving.allowedAddresses().forEach(addresses::add);
    }
    receiving.rates().endpoint().ifPresent(rate -> stored.set("rateLimit", write(rate)));
    receiving.rates().source().ifPresent(rate -> stored.set("sourceRateLimit", write(rate)));
    return stored;
  }

  private static ObjectNode write(Rate rate) {
    return object().put("perSecond", rate.perSecond()).put("burst", rate.burst());
  }

  private static ObjectNode write(Place place) {
    return switch (place) {
      case Place.Header(String name) -> object().put("header", name);
      case Place.Path(String path) -> object().put("path", path);
    };
  }

  private static ObjectNode write(Signature signature) {
    ObjectNode stored = object();
    switch (signature.scheme()) {
      case Scheme.Vendor(Known known) -> stored.put("scheme", known.code());
      case Scheme.Hmac hmac ->
          stored
              .put("scheme", "hmac")
              .put("header", hmac.header())
              .put("prefix", hmac.prefix())
              .put("digest", hmac.digest().code())
              .put("encoding", hmac.encoding().code());
      case Scheme.SharedHeader(String header) ->
          stored.put("scheme", "header").put("header", header);
      case Scheme.Basic() -> stored.put("scheme", "basic");
      case Scheme.OAuth2() -> stored.put("scheme", "oauth2");
    }
    return stored.put("toleranceSeconds", signature.toleranceSeconds());
  }

  /// How an integration receives.
  ///
  /// @param integration as stored; before there was a choice, without it
  /// @throws UnreadableCatalogException if something of it is missing, or not known
  public static Receiving read(JsonNode integration) {
    if (!integration.has("receiving")) {
      return Receiving.PLAIN;
    }
    JsonNode stored = member(integration, "receiving");
    List<String> addresses = new ArrayList<>();
    if (stored.has("allowedAddresses")) {
      list(stored, "allowedAddresses").forEach(one -> addresses.add(one.asText()));
    }
    return new Receiving(
        optional(stored, "preset", JsonNode::textValue),
        optional(stored, "itemsPath", JsonNode::textValue),
        optional(stored, "deliveryId", ReceivingJson::place),
        optional(stored, "eventTime", ReceivingJson::place),
        optional(stored, "events", ReceivingJson::events),
        optional(stored, "signature", ReceivingJson::signature),
        addresses,
        new Rates(
            optional(stored, "rateLimit", ReceivingJson::rate),
            optional(stored, "sourceRateLimit", ReceivingJson::rate)));
  }

  private static Rate rate(JsonNode stored) {
    return new Rate(number(stored, "perSecond"), number(stored, "burst"));
  }

  private static <T> Optional<T> optional(
      JsonNode object, String name, Function<JsonNode, T> read) {
    return object.has(name) ? Optional.of(read.apply(member(object, name))) : Optional.empty();
  }

  private static Place place(JsonNode stored) {
    return stored.has("header")
        ? new Place.Header(text(stored, "header"))
        : new Place.Path(text(stored, "path"));
  }

  private static EventFilter events(JsonNode stored) {
    List<String> taken = new ArrayList<>();
    list(stored, "take").forEach(one -> taken.add(one.asText()));
    return new EventFilter(place(stored), taken);
  }

  private static Signature signature(JsonNode stored) {
    String scheme = text(stored, "scheme");
    return new Signature(
        switch (scheme) {
          case "hmac" ->
              new Scheme.Hmac(
                  text(stored, "header"),
                  text(stored, "prefix"),
                  known(Digest.ofCode(text(stored, "digest"))),
                  known(Encoding.ofCode(text(stored, "encoding"))));
          case "header" -> new Scheme.SharedHeader(text(stored, "header"));
          case "basic" -> new Scheme.Basic();
          case "oauth2" -> new Scheme.OAuth2();
          default ->
              new Scheme.Vendor(
                  Known.ofCode(scheme)
                      .orElseThrow(() ->
                          UnreadableCatalogException.newer("the signature scheme " + scheme)));
        },
        number(stored, "toleranceSeconds"));
  }

  private static <T> T known(Optional<T> read) {
    return read.orElseThrow(
        () -> UnreadableCatalogException.newer("the digest or encoding of a signature"));
  }

  static ArrayNode write(List<EndpointSecret> secrets) {
    ArrayNode stored = object().putArray("secrets");
    for (EndpointSecret secret : secrets) {
      stored
          .addObject()
          .put("id", secret.id())
          .put("environment", secret.environment())
          .put("hint", secret.hint())
          .put("sealed", secret.sealed())
          .put("createdAt", secret.createdAt().toString())
          .put("createdBy", secret.createdBy());
    }
    return stored;
  }

  /// The same without what they are.
  static ArrayNode masked(List<EndpointSecret> secrets) {
    ArrayNode shown = write(secrets);
    shown.forEach(one -> ((ObjectNode) one).remove("sealed"));
    return shown;
  }

  /// @param integration as stored; without any where there are none
  static List<EndpointSecret> secrets(JsonNode integration) {
    List<EndpointSecret> secrets = new ArrayList<>();
    if (integration.has("secrets")) {
      for (JsonNode one : list(integration, "secrets")) {
        secrets.add(
            new EndpointSecret(
                number(one, "id"),
                text(one, "environment"),
                text(one, "hint"),
                text(one, "sealed"),
                StoredJson.instant(one, "createdAt"),
                text(one, "createdBy")));
      }
    }
    return secrets;
  }
}
