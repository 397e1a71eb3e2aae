package dev.muster.preset;

import dev.muster.attribute.AttributeType;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.Receiving.EventFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What is known of a sender before it has sent anything.
///
/// @param key names it in paths and in [Receiving#preset]; `[a-z0-9-]{1,64}`
/// @param name as the sender calls itself
/// @param sends what it sends, in a sentence
/// @param identifiers where it names the user: first what fits most applications, then others
/// @param properties what most people keep of it
/// @param receiving how what it sends is taken; has the key
/// @param kinds the kinds of event that are worth knowing, whether they are taken or not; none
///   where it has none
/// @param secret what it proves itself with
/// @param sample what it sends, with made-up values
/// @param steps what to do on its side, in order, a step a paragraph; at least one
public record Preset(
    String key,
    String name,
    String sends,
    List<Identifier> identifiers,
    List<Listed> properties,
    Receiving receiving,
    List<Kind> kinds,
    PresetSecret secret,
    Sample sample,
    List<String> steps) {

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if something is missing, or said twice, or does not go
  ///   together
  public Preset {
    identifiers = List.copyOf(identifiers);
    properties = List.copyOf(properties);
    kinds = List.copyOf(kinds);
    steps = List.copyOf(steps);
    require(key, key.matches("[a-z0-9-]{1,64}"), "its key is none");
    require(key, receiving.preset().equals(Optional.of(key)), "it receives for another");
    require(key, !name.isBlank() && !sends.isBlank(), "it has no name, or does not say what it is");
    require(key, !identifiers.isEmpty(), "nothing identifies a user");
    require(key, !properties.isEmpty(), "nothing is kept of it");
    require(key, !steps.isEmpty(), "it says nothing of the sender's side");
    require(
        key,
        new HashSet<>(properties.stream().map(Listed::name).toList()).size() == properties.size(),
        "two of its properties have one name");
    List<String> known = kinds.stream().map(Kind::kind).toList();
    List<String> taken = receiving.events().map(EventFilter::taken).orElse(List.of());
    require(key, known.containsAll(taken), "it takes a kind of event that it does not know");
    require(key, known.isEmpty() == taken.isEmpty(), "it takes none of the kinds that it knows");
    require(
        key,
        secret instanceof PresetSecret.None == receiving.signature().isEmpty(),
        "a secret is for a signature, and a signature needs one");
  }

  private static void require(String key, boolean right, String wrong) {
    if (!right) {
      throw new IllegalArgumentException("preset " + key + ": " + wrong);
    }
  }

  /// Where the sender names the user.
  ///
  /// @param path in each object
  /// @param about what is there, as the end of a sentence
  public record Identifier(String path, String about) {}

  /// A property that is worth keeping.
  ///
  /// @param path in each object
  /// @param name of the attribute
  public record Listed(String path, String name, AttributeType type) {}

  /// A kind of event.
  ///
  /// @param kind as the sender writes it; a `*` at the end stands for any end
  /// @param about when it is sent, as the end of a sentence
  public record Kind(String kind, String about) {}
}
