package dev.muster.attribute;

/// An attribute of a system's end users, with its source.
///
/// @param id stands for the attribute in columns and in the log; one per installation, more than
///   zero, never used again: an attribute whose type changes is another attribute
/// @param integration the key of the integration that it comes from
/// @param name unique within the integration
/// @param type of its values
public record Attribute(int id, String integration, String name, AttributeType type) {

  /// How conditions name it: `<integration key>.<attribute name>`.
  public String field() {
    return integration + "." + name;
  }
}
