package dev.muster.condition;

import dev.muster.attribute.AttributeType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a rule asks of its field. A negative operator is the exact complement of its positive one.
public enum Operator {
  /// The same value; of dates, the same day.
  EQUAL("=", Types.SCALAR),
  /// Not [#EQUAL].
  NOT_EQUAL("!=", Types.SCALAR),
  /// Less, or before.
  LESS("<", Types.ORDERED),
  /// Less or equal; of days, up to their end.
  AT_MOST("<=", Types.ORDERED),
  /// Greater, or after; of days, after their end.
  GREATER(">", Types.ORDERED),
  /// Greater or equal.
  AT_LEAST(">=", Types.ORDERED),
  /// From the first to the second value, both included.
  BETWEEN("between", Types.ORDERED),
  /// Not [#BETWEEN].
  NOT_BETWEEN("notBetween", Types.ORDERED),
  /// One of the values.
  IN("in", Types.LISTED),
  /// Not [#IN].
  NOT_IN("notIn", Types.LISTED),
  /// Has the text in it; of a list, has the value.
  CONTAINS("contains", Types.CONTAINING),
  /// Not [#CONTAINS].
  DOES_NOT_CONTAIN("doesNotContain", Types.CONTAINING),
  /// Starts with the text.
  BEGINS_WITH("beginsWith", Types.TEXT),
  /// Not [#BEGINS_WITH].
  DOES_NOT_BEGIN_WITH("doesNotBeginWith", Types.TEXT),
  /// Ends with the text.
  ENDS_WITH("endsWith", Types.TEXT),
  /// Not [#ENDS_WITH].
  DOES_NOT_END_WITH("doesNotEndWith", Types.TEXT),
  /// Has a part that the RE2 expression matches.
  MATCHES("matches", Types.TEXT),
  /// Has at least one of the values.
  CONTAINS_ANY("containsAny", Types.LIST),
  /// Has each of the values.
  CONTAINS_ALL("containsAll", Types.LIST),
  /// Within the period before now.
  IN_LAST("inLast", Types.DATE),
  /// Not [#IN_LAST].
  NOT_IN_LAST("notInLast", Types.DATE),
  /// Within the period after now.
  IN_NEXT("inNext", Types.DATE),
  /// There is no value.
  NULL("null", Types.ANY),
  /// There is a value.
  NOT_NULL("notNull", Types.ANY);

  private final String code;

  // Never changed; the sets have no immutable type of their own.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<AttributeType> types;

  Operator(String code, Set<AttributeType> types) {
    this.code = code;
    this.types = types;
  }

  /// Its name in JSON.
  public String code() {
    return code;
  }

  /// Whether it can be asked of values of a type.
  public boolean fits(AttributeType type) {
    return types.contains(type);
  }

  /// Whether it holds where there is no value, because it is the complement of a positive operator.
  public boolean holdsWithoutValue() {
    return switch (this) {
      case NOT_EQUAL,
          NOT_BETWEEN,
          NOT_IN,
          DOES_NOT_CONTAIN,
          DOES_NOT_BEGIN_WITH,
          DOES_NOT_END_WITH,
          NOT_IN_LAST,
          NULL ->
          true;
      case EQUAL,
          LESS,
          AT_MOST,
          GREATER,
          AT_LEAST,
          BETWEEN,
          IN,
          CONTAINS,
          BEGINS_WITH,
          ENDS_WITH,
          MATCHES,
          CONTAINS_ANY,
          CONTAINS_ALL,
          IN_LAST,
          IN_NEXT,
          NOT_NULL ->
          false;
    };
  }

  /// The operator of this name, exact.
  public static Optional<Operator> ofCode(String code) {
    return Arrays.stream(values()).filter(operator -> operator.code.equals(code)).findFirst();
  }

  /// What can be asked of values of a type, in the order in which people are offered it.
  public static List<Operator> of(AttributeType type) {
    return Arrays.stream(values()).filter(operator -> operator.fits(type)).toList();
  }

  private static final class Types {
    static final Set<AttributeType> ANY = EnumSet.allOf(AttributeType.class);
    static final Set<AttributeType> SCALAR =
        EnumSet.of(
            AttributeType.STRING, AttributeType.NUMBER, AttributeType.BOOLEAN, AttributeType.DATE);
    static final Set<AttributeType> ORDERED = EnumSet.of(AttributeType.NUMBER, AttributeType.DATE);
    static final Set<AttributeType> LISTED = EnumSet.of(AttributeType.STRING, AttributeType.NUMBER);
    static final Set<AttributeType> CONTAINING =
        EnumSet.of(AttributeType.STRING, AttributeType.STRINGS);
    static final Set<AttributeType> TEXT = EnumSet.of(AttributeType.STRING);
    static final Set<AttributeType> LIST = EnumSet.of(AttributeType.STRINGS);
    static final Set<AttributeType> DATE = EnumSet.of(AttributeType.DATE);

    private Types() {}
  }
}
