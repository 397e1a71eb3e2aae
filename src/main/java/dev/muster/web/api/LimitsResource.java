package dev.muster.web.api;

import dev.muster.catalog.CatalogStore;
import dev.muster.catalog.LimitUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much of its limits a system uses.
final class LimitsResource {

  private final CatalogStore catalog;
  private final Lookup lookup;

  LimitsResource(CatalogStore catalog) {
    this.catalog = catalog;
    this.lookup = new Lookup(catalog);
  }

  private record Item(String kind, @Nullable String environment, int used, int limit) {

    static Item of(LimitUse use) {
      return new Item(use.kind().code(), use.environment().orElse(null), use.used(), use.limit());
    }
  }

  private record View(List<Item> items) {}

  Answer list(Request request) {
    return Answer.of(
        new View(catalog.limitsOf(lookup.system(request)).stream().map(Item::of).toList()));
  }
}
