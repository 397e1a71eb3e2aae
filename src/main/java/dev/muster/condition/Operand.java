package dev.muster.condition;

import dev.muster.attribute.Attribute;
import dev.muster.attribute.AttributeType;

/// What a resolved rule looks at.
public sealed interface Operand {

  /// The type of its values.
  AttributeType type();

  /// How conditions name it.
  String field();

  /// A value that an integration brought in.
  record OfAttribute(Attribute attribute) implements Operand {
    @Override
    public AttributeType type() {
      return attribute.type();
    }

    @Override
    public String field() {
      return attribute.field();
    }
  }

  /// What is known of every end user.
  record OfUser(UserField userField) implements Operand {
    @Override
    public AttributeType type() {
      return userField.type();
    }

    @Override
    public String field() {
      return userField.field();
    }
  }

  /// What is known only while a page loads.
  record OfPage(PageField pageField) implements Operand {
    @Override
    public AttributeType type() {
      return pageField.type();
    }

    @Override
    public String field() {
      return pageField.field();
    }
  }
}
