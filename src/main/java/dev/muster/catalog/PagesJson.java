package dev.muster.catalog;

import static dev.muster.catalog.AccountsJson.optionalText;
import static dev.muster.catalog.StoredJson.instant;
import static dev.muster.catalog.StoredJson.list;
import static dev.muster.catalog.StoredJson.member;
import static dev.muster.catalog.StoredJson.number;
import static dev.muster.catalog.StoredJson.object;
import static dev.muster.catalog.StoredJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What concerns pages as it is stored, in commits and in checkpoints alike.
final class PagesJson {

  private PagesJson() {}

  static ObjectNode write(PageSettings settings) {
    ObjectNode stored =
        object().put("waitMillis", settings.waitMillis()).put("anonymous", settings.anonymous());
    stored.set("identifier", write(settings.identifier()));
    settings.salt().ifPresent(salt -> stored.put("salt", salt));
    settings.visible().forEach(stored.putArray("visible")::add);
    settings.applicationUrl().ifPresent(url -> stored.put("applicationUrl", url));
    return stored;
  }

  static PageSettings settings(JsonNode stored) {
    SortedSet<Integer> visible = new TreeSet<>();
    list(stored, "visible").forEach(one -> visible.add(one.intValue()));
    return new PageSettings(
        identifier(member(stored, "identifier")),
        number(stored, "waitMillis"),
        member(stored, "anonymous").booleanValue(),
        optionalText(stored, "salt"),
        visible,
        optionalText(stored, "applicationUrl"));
  }

  /// @param system as stored; before there were settings of pages, without them
  static PageSettings settingsOf(JsonNode system) {
    return system.has("pages") ? settings(member(system, "pages")) : PageSettings.DEFAULT;
  }

  private static ObjectNode write(IdentifierSource source) {
    ObjectNode stored = object().put("method", source.method().code()).put("name", source.name());
    source.attribute().ifPresent(attribute -> stored.put("attribute", attribute));
    return stored;
  }

  private static IdentifierSource identifier(JsonNode stored) {
    String method = text(stored, "method");
    return new IdentifierSource(
        IdentifierSource.Method.ofCode(method)
            .orElseThrow(() -> UnreadableCatalogException.newer("the identifier method " + method)),
        text(stored, "name"),
        optionalText(stored, "attribute"));
  }

  static ObjectNode write(Verification verification) {
    ObjectNode stored = object().put("required", verification.required());
    ArrayNode secrets = stored.putArray("secrets");
    for (Verification.Secret secret : verification.secrets()) {
      secrets
          .addObject()
          .put("id", secret.id())
          .put("createdAt", secret.createdAt().toString())
          .put("createdBy", secret.createdBy())
          .put("sealed", secret.sealed());
    }
    return stored;
  }

  /// @param environment as stored; before there was verification, without it
  static Verification verification(JsonNode environment) {
    if (!environment.has("verification")) {
      return Verification.OFF;
    }
    JsonNode stored = member(environment, "verification");
    List<Verification.Secret> secrets = new ArrayList<>();
    for (JsonNode secret : list(stored, "secrets")) {
      secrets.add(
          new Verification.Secret(
              text(secret, "id"),
              instant(secret, "createdAt"),
              text(secret, "createdBy"),
              text(secret, "sealed")));
    }
    return new Verification(member(stored, "required").booleanValue(), secrets);
  }
}
