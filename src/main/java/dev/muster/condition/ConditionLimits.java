package dev.muster.condition;

/// How large a condition may be.
///
/// @param rulesMax rules in all its groups, and after segments inside it are written out ten times
///   as many
/// @param depthMax groups inside groups, the root counted
/// @param itemsMax values of one rule
/// @param textCharactersMax characters of one value
public record ConditionLimits(int rulesMax, int depthMax, int itemsMax, int textCharactersMax) {

  /// 200 rules, 8 groups deep, 1,000 values a rule, 1,024 characters a value.
  public static final ConditionLimits DEFAULT = new ConditionLimits(200, 8, 1_000, 1_024);
}
