package dev.muster.catalog;

/// How much may be set up. Lowering a limit refuses more of it; what is there stays.
///
/// @param systems in the installation
/// @param environments in a system
/// @param integrations in a system
/// @param attributeLimitDefault [SystemDefinition#attributeLimit] where none is asked for
/// @param attributeLimitMax the greatest that may be asked for
/// @param segments in a system
/// @param filters in a system, saved ones
/// @param reports in a system
/// @param dashboards in a system
/// @param links in a system, read-only ones that have not been revoked
/// @param mailings in a system
/// @param webhooks in an environment
/// @param publicationsKept in an environment; the oldest goes when one more is made
/// @param tokens in the installation
/// @param nameLength in UTF-16 units, of names of all kinds
/// @param descriptionLength in UTF-16 units, of descriptions and notes
/// @param pathLength in UTF-16 units, of identifiers' and properties' paths
public record CatalogLimits(
    int systems,
    int environments,
    int integrations,
    int attributeLimitDefault,
    int attributeLimitMax,
    int segments,
    int filters,
    int reports,
    int dashboards,
    int links,
    int mailings,
    int webhooks,
    int publicationsKept,
    int tokens,
    int nameLength,
    int descriptionLength,
    int pathLength) {

  /// The limits where nothing else is configured.
  public static final CatalogLimits DEFAULT =
      new CatalogLimits(
          1_000, 20, 100, 30, 1_000, 1_000, 1_000, 1_000, 200, 1_000, 200, 100, 200, 1_000, 200,
          2_000, 500);
}
