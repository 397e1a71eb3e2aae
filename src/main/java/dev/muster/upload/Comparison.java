package dev.muster.upload;

import dev.muster.attribute.AttributeValue;
import dev.muster.catalog.Integration;
import dev.muster.catalog.Property;
import dev.muster.population.Change;
import dev.muster.population.Population;
import dev.muster.population.Update;
import dev.muster.population.UserId;
import dev.muster.population.UserRows;
import dev.muster.population.UserState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds the rows of a file against what is stored, and counts what they are: whose users are new,
/// changed, the same, or were in the file before. For one thread.
final class Comparison {

  private final Population population;
  private final int[] attributeIds;
  private int[] takenAway;
  private final UploadCounts.Counting counts;
  private final OrdinalSet touched = new OrdinalSet();
  private final OrdinalSet differing = new OrdinalSet();
  private final OrdinalSet inRefusedRow = new OrdinalSet();

  /// Users who were not known before the file.
  private final Arrivals arrivals;

  /// Remembers the users who are not known.
  interface Arrivals {
    /// @return whether the user is not among them yet
    boolean add(UserId user);
  }

  /// @param from what was counted before
  Comparison(Integration integration, Population population, Arrivals arrivals, UploadCounts from) {
    this.population = population;
    this.arrivals = arrivals;
    this.attributeIds = integration.properties().stream().mapToInt(Property::attributeId).toArray();
    this.takenAway = attributeIds;
    this.counts = new UploadCounts.Counting(from);
  }

  /// What was counted so far; the caller may count more.
  UploadCounts.Counting counts() {
    return counts;
  }

  /// Says which attributes a replace takes from users who are not in the file: those of columns
  /// that it lacks stay.
  void takeAway(int[] ids) {
    takenAway = ids.clone();
  }

  int[] takenAway() {
    return takenAway;
  }

  /// What a user who is not in the file loses.
  List<UserState.Held> lost(List<UserState.Held> held) {
    return held.stream()
        .filter(one -> Arrays.stream(takenAway).anyMatch(id -> id == one.attributeId()))
        .toList();
  }

  /// Counts the rows of a batch as such.
  void count(RowBatches.Batch batch) {
    counts.read += batch.read();
    counts.taken += batch.updates().size();
    counts.partial += batch.partial().cardinality();
    counts.refused += batch.read() - batch.updates().size();
    batch.refusedUsers().forEach(this::refused);
  }

  /// A user has a row that was refused as a whole: there is no telling what it should have said, so
  /// nothing is taken from the user.
  void refused(UserId user) {
    int ordinal = population.ordinalOf(user);
    if (ordinal >= 0) {
      inRefusedRow.add(ordinal);
    }
  }

  /// A user who was not known has become so by a row.
  ///
  /// @param ordinal of the user; -1 if the user is not known any more
  void arrived(int ordinal) {
    if (ordinal >= 0) {
      touched.add(ordinal);
      differing.add(ordinal);
    }
  }

  /// A row of a user was compared by the comparison that this one goes on with. One who was erased
  /// since is nobody, and one who came back another.
  void goOn(UndoFile.Entry entry) {
    int ordinal = population.ordinalOf(entry.before().user());
    if (ordinal >= 0) {
      touched.add(ordinal);
      if (entry.beside() != UndoFile.Beside.SAME) {
        differing.add(ordinal);
      }
    }
  }

  /// Who has the row that is looked at.
  enum Whose {
    /// A user who was not known.
    NEW,
    /// A user who was known, for the first time in the file, with something else than is stored.
    CHANGED,
    /// A user who was known, for the first time in the file, with what is stored.
    UNCHANGED,
    /// A user who was in the file before.
    AGAIN,
    /// A user who was in the file before, and of whom this row is the first to say something else
    /// than was stored.
    CHANGED_AGAIN
  }

  /// Counts a row that is taken.
  ///
  /// @param ordinal of its user, or -1
  /// @param held what the user has of the integration's attributes
  Whose compare(Update update, int ordinal, List<UserState.Held> held) {
    if (ordinal < 0) {
      if (!arrivals.add(update.user())) {
        counts.duplicates++;
        return Whose.AGAIN;
      }
      counts.added++;
      return Whose.NEW;
    }
    boolean differs = !differing.has(ordinal) && differs(update, held);
    if (differs) {
      differing.add(ordinal);
    }
    if (touched.add(ordinal)) {
      counts.changed += differs ? 1 : 0;
      counts.unchanged += differs ? 0 : 1;
      return differs ? Whose.CHANGED : Whose.UNCHANGED;
    }
    counts.duplicates++;
    counts.changed += differs ? 1 : 0;
    counts.unchanged -= differs ? 1 : 0;
    return differs ? Whose.CHANGED_AGAIN : Whose.AGAIN;
  }

  /// What the user of an ordinal has of the integration's attributes; nothing for -1.
  List<UserState.Held> held(int ordinal) {
    return ordinal < 0 ? List.of() : new UserRows(population).held(ordinal, attributeIds);
  }

  /// Whether the user of an ordinal is in no row, so that a replace takes the attributes away.
  boolean isLeftOut(int ordinal) {
    return !touched.has(ordinal) && !inRefusedRow.has(ordinal);
  }

  private static boolean differs(Update update, List<UserState.Held> held) {
    for (Change change : update.changes()) {
      AttributeValue has = value(held, change.attributeId());
      boolean same =
          switch (change) {
            case Change.Set(_, AttributeValue value) -> value.equals(has);
            case Change.Clear _ -> has == null;
          };
      if (!same) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable AttributeValue value(List<UserState.Held> held, int attributeId) {
    for (UserState.Held one : held) {
      if (one.attributeId() == attributeId) {
        return one.value();
      }
    }
    return null;
  }
}
