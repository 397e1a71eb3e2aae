package dev.muster.preset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The presets that are shipped, by their names. Immutable.
public final class Presets {

  /// Each has a resource beside this class; in the order of their names.
  private static final List<String> KEYS =
      List.of(
          "auth0",
          "chargebee",
          "clerk",
          "github",
          "hubspot",
          "intercom",
          "paddle",
          "salesforce-flow",
          "salesforce",
          "shopify",
          "slack",
          "standard-webhooks",
          "stripe",
          "stripe-subscriptions",
          "svix",
          "segment",
          "zapier");

  private final SequencedMap<String, Preset> byKey;

  private Presets(SequencedMap<String, Preset> byKey) {
    this.byKey = Collections.unmodifiableSequencedMap(byKey);
  }

  /// Reads them.
  ///
  /// @throws IllegalStateException if one of them is not as it has to be, which is a fault of this
  ///   build
  public static Presets load() {
    SequencedMap<String, Preset> byKey = new LinkedHashMap<>();
    for (String key : KEYS) {
      byKey.put(key, PresetFile.read(key));
    }
    return new Presets(byKey);
  }

  /// All, in the order of their names.
  public List<Preset> all() {
    return new ArrayList<>(byKey.values());
  }

  /// @return empty where none has this key
  public Optional<Preset> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }
}
