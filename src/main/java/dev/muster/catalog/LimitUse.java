package dev.muster.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How much of a limit is used.
///
/// @param kind what is counted
/// @param environment where it is counted for each environment of a system, that environment's key
/// @param used how many there are; more than the limit where that was lowered since
/// @param limit how many there may be
public record LimitUse(Kind kind, Optional<String> environment, int used, int limit) {

  /// What is limited, from the innermost to the whole installation.
  public enum Kind {
    /// Of all integrations of the system together.
    ATTRIBUTES("attributes"),
    /// Of the system.
    INTEGRATIONS("integrations"),
    /// Of the system.
    SEGMENTS("segments"),
    /// Saved filters of the system.
    FILTERS("filters"),
    /// Of the system.
    REPORTS("reports"),
    /// Of the system.
    DASHBOARDS("dashboards"),
    /// Read-only links of the system that have not expired.
    REPORT_LINKS("report-links"),
    /// Of the system.
    MAILINGS("mailings"),
    /// Of the system.
    ENVIRONMENTS("environments"),
    /// In one environment.
    WEBHOOKS("webhooks"),
    /// Kept in one environment. One more makes the oldest go, so nothing is refused here.
    PUBLICATIONS("publications"),
    /// Of the installation.
    SYSTEMS("systems"),
    /// API tokens and OAuth2 clients of the installation.
    TOKENS("tokens");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /// How the API names it.
    public String code() {
      return code;
    }
  }

  /// All limits that a system can run into, its own first.
  ///
  /// @param now against which expiry is checked
  static List<LimitUse> of(
      SystemDefinition system, Catalog catalog, CatalogLimits limits, Instant now) {
    List<LimitUse> all = new ArrayList<>();
    all.add(of(Kind.ATTRIBUTES, system.attributesUsed(), system.attributeLimit()));
    all.add(of(Kind.INTEGRATIONS, system.integrations().size(), limits.integrations()));
    all.add(of(Kind.SEGMENTS, system.segments().size(), limits.segments()));
    all.add(of(Kind.FILTERS, system.filters().size(), limits.filters()));
    Reporting reporting = system.reporting();
    all.add(of(Kind.REPORTS, reporting.reports().size(), limits.reports()));
    all.add(of(Kind.DASHBOARDS, reporting.dashboards().size(), limits.dashboards()));
    all.add(of(Kind.REPORT_LINKS, reporting.goodLinks(now), limits.links()));
    all.add(of(Kind.MAILINGS, reporting.mailings().size(), limits.mailings()));
    all.add(of(Kind.ENVIRONMENTS, system.environments().size(), limits.environments()));
    for (Environment environment : system.environments()) {
      all.add(
          new LimitUse(
              Kind.WEBHOOKS,
              Optional.of(environment.key()),
              environment.webhooks().size(),
              limits.webhooks()));
      all.add(
          new LimitUse(
              Kind.PUBLICATIONS,
              Optional.of(environment.key()),
              environment.publications().size(),
              limits.publicationsKept()));
    }
    all.add(of(Kind.SYSTEMS, catalog.systems().size(), limits.systems()));
    all.add(of(Kind.TOKENS, catalog.tokens().size(), limits.tokens()));
    return all;
  }

  private static LimitUse of(Kind kind, int used, int limit) {
    return new LimitUse(kind, Optional.empty(), used, limit);
  }
}
