package dev.muster.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The places that paths name, as a tree of their names. From each place lead the names of its
/// children and, since literal keys may contain dots, those of all its other descendants, joined by
/// dots: a key alone says which place a value is at, however the sender nests it.
///
/// Several values of one body can be at the same place: `{"a":{"b":1},"a.b":2}`. Which one counts
/// is decided by their *ranks*: one bit for each name of the path, 1 where it is joined to the next
/// by a literal dot. The greatest rank is the reading with the longest literal key first.
final class PathTree {

  /// Paths with more names than this are only looked for as a literal key of the outermost object:
  /// their rank would not fit into a long, and JSON that deep is refused anyhow.
  static final int NAMES_MAX = 60;

  final Place root = new Place(null, 0, 0);
  private final List<Place> ends = new ArrayList<>();
  private int places = 1;

  /// Adds a path.
  ///
  /// @param list whether an array there is wanted with its strings
  /// @return the number of its end, from 0; the same for the same path
  int add(String path, boolean list) {
    Place end = reach(path);
    if (end.number < 0) {
      end.number = ends.size();
      ends.add(end);
    }
    end.list |= list;
    return end.number;
  }

  private Place reach(String path) {
    String[] names = path.split("\\.", -1);
    if (names.length > NAMES_MAX) {
      return root.literal(path, this);
    }
    Place place = root;
    for (String name : names) {
      place = place.child(name, this);
    }
    return place;
  }

  /// How many ends there are.
  int ends() {
    return ends.size();
  }

  /// How many places there are.
  int places() {
    return places;
  }

  /// Where a value can be.
  static final class Place {

    /// From 0, the root's.
    final int index;

    /// How many names lead here.
    final int depth;

    private final @Nullable Place parent;
    private final Map<String, Place> children = new HashMap<>();
    private final Map<String, Place> keys = new HashMap<>();
    private int number = -1;
    private boolean list;

    private Place(@Nullable Place parent, int depth, int index) {
      this.parent = parent;
      this.depth = depth;
      this.index = index;
    }

    private Place child(String name, PathTree tree) {
      Place known = children.get(name);
      if (known != null) {
        return known;
      }
      Place child = new Place(this, depth + 1, tree.places++);
      children.put(name, child);
      keys.put(name, child);
      String joined = name;
      Place from = this;
      for (Place above = parent; above != null; above = above.parent) {
        joined = from.nameIn(above) + "." + joined;
        above.keys.put(joined, child);
        from = above;
      }
      return child;
    }

    private String nameIn(Place above) {
      for (Map.Entry<String, Place> entry : above.children.entrySet()) {
        if (entry.getValue() == this) {
          return entry.getKey();
        }
      }
      throw new IllegalStateException("a place that its parent does not know");
    }

    private Place literal(String key, PathTree tree) {
      return keys.computeIfAbsent(key, _ -> new Place(this, depth + 1, tree.places++));
    }

    /// Where the value of this key is, or null where no path leads through it.
    @Nullable Place key(String key) {
      return keys.get(key);
    }

    /// Where this element of an array is, or null where no path leads through it.
    @Nullable Place element(int index) {
      return children.isEmpty() ? null : children.get(Integer.toString(index));
    }

    /// Whether paths lead on from here.
    boolean leadsOn() {
      return !keys.isEmpty();
    }

    /// The number of the end that this is, or -1.
    int end() {
      return number;
    }

    /// Whether an array here is wanted with its strings.
    boolean list() {
      return list;
    }

    /// The rank of a value here whose outer object, at a place above, has this one.
    long rank(Place above, long rank) {
      int names = depth - above.depth;
      return rank << names | (1L << names) - 2;
    }
  }
}
