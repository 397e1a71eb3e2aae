package dev.muster.population;

import dev.muster.attribute.AttributeValue;
import dev.muster.condition.UserField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The end users of a population row by row, for whoever brings many at once, takes them back, or
/// tries what that would change. Reading is for any thread; what changes users is for the writer.
///
/// @param population whose users they are
public record UserRows(Population population) {

  /// The values that a user has of some attributes.
  ///
  /// @param ordinal below [Population#rows]
  public List<UserState.Held> held(int ordinal, int[] attributeIds) {
    Columns now = population.columnsNow();
    BlockVersion version = population.version(ordinal);
    while (true) {
      long before = version.stable();
      List<UserState.Held> held = new ArrayList<>(attributeIds.length);
      for (int attributeId : attributeIds) {
        AttributeColumn column = now.get(attributeId);
        AttributeValue value = column == null ? null : column.get(ordinal);
        if (column != null && value != null) {
          long updated = column.updatedSeconds().get(ordinal);
          held.add(new UserState.Held(attributeId, value, updated));
        }
      }
      if (version.isStill(before)) {
        return held;
      }
    }
  }

  /// Whether nothing of a user is known but values of some attributes: no page load, no delivery,
  /// no other value.
  public boolean hasNothingBut(UserId id, Set<Integer> attributeIds) {
    int ordinal = population.ordinal(id);
    if (ordinal < 0) {
      return false;
    }
    BlockVersion version = population.version(ordinal);
    return version.holds(
        at ->
            population.userColumn(UserField.LAST_SEEN).get(at) == Cells.MISSING
                && population.lastDeliveries().get(at) == Cells.MISSING
                && population.columns().stream()
                    .noneMatch(column ->
                        column.has(at) && !attributeIds.contains(column.attribute().id())),
        ordinal);
  }

  /// Applies an update of a user who has been looked up already, which is most of the work where
  /// there are millions. For the writer.
  ///
  /// @param known what [Population#ordinalOf] said since the user became known, or -1
  /// @return the user's ordinal
  public int applyTo(int known, Update update, long atMillis, long deliveryPosition) {
    boolean isStill = known >= 0 && !population.isErased(known);
    return population.apply(
        update, atMillis, deliveryPosition, isStill ? known : population.ordinal(update.user()));
  }

  /// Reads what an update will change and does nothing with it: a thread that does so a little
  /// ahead of [Population#apply] has it in the processor's cache when that comes. Of millions of
  /// users almost nothing is there otherwise, and waiting for memory is most of the work. Any
  /// thread.
  ///
  /// @return how many of the attributes the user has; of use only so that the reading is done
  public int foresee(Update update) {
    int ordinal = population.ordinal(update.user());
    if (ordinal < 0) {
      return 0;
    }
    Columns now = population.columnsNow();
    int present = population.lastDeliveries().get(ordinal) == Cells.MISSING ? 0 : 1;
    for (Change change : update.changes()) {
      AttributeColumn column = now.get(change.attributeId());
      if (column != null && column.has(ordinal) && column.updatedSeconds().get(ordinal) >= 0) {
        present++;
      }
    }
    return present;
  }

  /// Adds a user as another population has it, for trying what something would change.
  ///
  /// @param state of a user who is not known here
  public void add(UserState state) {
    int ordinal = population.add(state.id());
    for (UserState.Held held : state.held()) {
      AttributeColumn column = population.column(held.attributeId());
      if (column != null) {
        column.put(ordinal, held.value(), held.updatedSeconds() * 1_000);
      }
    }
    state
        .firstSeenMillis()
        .ifPresent(millis -> population.userColumn(UserField.FIRST_SEEN).put(ordinal, millis));
    state
        .lastSeenMillis()
        .ifPresent(millis -> population.userColumn(UserField.LAST_SEEN).put(ordinal, millis));
    if (state.pageLoads() > 0) {
      population.userColumn(UserField.PAGE_LOADS).put(ordinal, state.pageLoads());
    }
    if (state.sessions() > 0) {
      population.userColumn(UserField.SESSIONS).put(ordinal, state.sessions());
    }
    population.publish(state.id(), ordinal);
  }

  /// Gives a user values back that there were before, with the times at which they were set.
  /// Nothing happens where the user is not known any more.
  ///
  /// @param attributeIds the attributes to put in order; those that `held` does not have are
  ///   cleared
  /// @param held values of these attributes
  public void restore(UserId id, int[] attributeIds, List<UserState.Held> held) {
    int ordinal = population.ordinal(id);
    if (ordinal < 0) {
      return;
    }
    Columns now = population.columnsNow();
    BlockVersion version = population.version(ordinal);
    version.begin(ordinal % population.blockRows());
    try {
      for (int attributeId : attributeIds) {
        AttributeColumn column = now.get(attributeId);
        if (column != null) {
          column.clear(ordinal);
        }
      }
      for (UserState.Held one : held) {
        AttributeColumn column = now.get(one.attributeId());
        if (column != null) {
          column.put(ordinal, one.value(), one.updatedSeconds() * 1_000);
        }
      }
    } finally {
      version.end();
    }
    for (int attributeId : attributeIds) {
      AttributeColumn column = now.get(attributeId);
      if (column != null) {
        column.tidy(population.rows());
      }
    }
  }
}
