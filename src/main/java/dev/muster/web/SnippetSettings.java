package dev.muster.web;

import dev.muster.catalog.IdentifierSource;
import dev.muster.catalog.IdentifierSource.Method;
import dev.muster.catalog.PageSettings;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// What the snippet is told, as `snippet/src/settings.ts` has it. All of it is public.
final class SnippetSettings {

  private SnippetSettings() {}

  /// @param key the client key that was asked for; empty if none was
  /// @param pages empty where no environment has the key: then that is all that the page is told
  /// @return JSON that is JavaScript, too, and cannot end the script element of a page that puts it
  ///   inline
  static String json(String key, Optional<PageSettings> pages) {
    JsonObject settings = new JsonObject();
    settings.put("key", key);
    if (pages.isEmpty()) {
      settings.put("unknown", true);
    }
    if (pages.isPresent()) {
      PageSettings known = pages.get();
      settings.put("identifier", identifier(known.identifier()));
      if (known.waitMillis() != PageSettings.WAIT_MILLIS) {
        settings.put("waitMillis", known.waitMillis());
      }
      if (known.anonymous()) {
        settings.put("anonymous", true);
      }
      known.salt().ifPresent(salt -> settings.put("salt", salt));
    }
    return settings
        .encode()
        .replace("<", "\\u003c")
        // Ends of lines to JavaScript before ES2019.
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static JsonObject identifier(IdentifierSource source) {
    JsonObject written = new JsonObject().put("method", source.method().code());
    if (source.method() == Method.ELEMENT) {
      written.put("selector", source.name());
      source.attribute().ifPresent(attribute -> written.put("attribute", attribute));
    } else if (source.method() != Method.CALL) {
      written.put("name", source.name());
    }
    return written;
  }
}
