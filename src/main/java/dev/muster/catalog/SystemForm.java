package dev.muster.catalog;

import java.util.OptionalInt;

/// What is sent to set up a system.
///
/// @param key [SystemDefinition#key]
/// @param name [SystemDefinition#name]
/// @param timeZone a name of the IANA time zone database, such as `Europe/Berlin`
/// @param attributeLimit [SystemDefinition#attributeLimit]; empty: the default, or as it was
public record SystemForm(String key, String name, String timeZone, OptionalInt attributeLimit) {}
