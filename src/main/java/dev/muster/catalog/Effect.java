package dev.muster.catalog;

import dev.muster.attribute.Attribute;
import java.util.List;

/// What a commit means for the populations: one an environment, one column an attribute. Applied by
/// the log's writer, in the order in which the commit gives them.
public sealed interface Effect {

  /// A population begins, with these attributes.
  record EnvironmentAdded(int environmentId, List<Attribute> attributes) implements Effect {
    /// Copies the list.
    public EnvironmentAdded {
      attributes = List.copyOf(attributes);
    }
  }

  /// A population ends; its end users are erased.
  record EnvironmentRemoved(int environmentId) implements Effect {}

  /// An attribute begins, without values.
  record AttributeAdded(List<Integer> environmentIds, Attribute attribute) implements Effect {
    /// Copies the list.
    public AttributeAdded {
      environmentIds = List.copyOf(environmentIds);
    }
  }

  /// An attribute ends; its values are erased.
  record AttributeRemoved(List<Integer> environmentIds, int attributeId) implements Effect {
    /// Copies the list.
    public AttributeRemoved {
      environmentIds = List.copyOf(environmentIds);
    }
  }
}
