package dev.muster.population;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of a population, found by the id of their attribute: once a change of each update,
/// so by index and not by hash. Immutable.
final class Columns {

  static final Columns NONE = new Columns(List.of());

  private final List<AttributeColumn> all;
  private final int leastId;
  private final @Nullable AttributeColumn[] byId;

  private Columns(List<AttributeColumn> columns) {
    all = columns.stream().sorted(Comparator.comparingInt(one -> one.attribute().id())).toList();
    leastId = all.isEmpty() ? 0 : all.getFirst().attribute().id();
    // Ids are given in order, over all systems: those of one lie close together.
    byId = new AttributeColumn[all.isEmpty() ? 0 : all.getLast().attribute().id() - leastId + 1];
    all.forEach(column -> byId[column.attribute().id() - leastId] = column);
  }

  /// In the order of their attributes' ids.
  List<AttributeColumn> all() {
    return all;
  }

  /// The column of an attribute, or null where there is none.
  @Nullable AttributeColumn get(int attributeId) {
    int at = attributeId - leastId;
    return at < 0 || at >= byId.length ? null : byId[at];
  }

  Columns with(AttributeColumn column) {
    List<AttributeColumn> more = new ArrayList<>(all);
    more.add(column);
    return new Columns(more);
  }

  Columns without(int attributeId) {
    return get(attributeId) == null
        ? this
        : new Columns(all.stream().filter(one -> one.attribute().id() != attributeId).toList());
  }
}
