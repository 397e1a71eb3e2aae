package dev.muster.intake;

import dev.muster.intake.PathTree.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values that were found at the ends of a tree of paths while one object was read. Several
/// readings of a path can be there at the same time; they are told apart by rank.
final class Candidates {

  private record Candidate(Place place, long rank, Raw value) {}

  private final PathTree tree;
  private final List<Candidate> found = new ArrayList<>();
  private final BitSet visited;

  Candidates(PathTree tree) {
    this.tree = tree;
    this.visited = new BitSet(tree.places());
  }

  /// A place is entered: what was found there or within before, under the same names, counts no
  /// longer, for the last of several equal names does.
  void enter(Place place, long rank) {
    if (visited.get(place.index)) {
      found.removeIf(one -> one.place.within(one.rank, place, rank));
    }
    visited.set(place.index);
  }

  /// Notes a value, if a path ends here.
  void offer(Place place, long rank, Raw value) {
    if (place.end() >= 0) {
      found.add(new Candidate(place, rank, value));
    }
  }

  /// The value that counts for each end: the one of the greatest rank; null where nothing was
  /// found.
  @Nullable Raw[] best() {
    @Nullable Raw[] best = new @Nullable Raw[tree.ends()];
    long[] ranks = new long[tree.ends()];
    for (Candidate one : found) {
      int end = one.place.end();
      if (best[end] == null || one.rank > ranks[end]) {
        best[end] = one.value;
        ranks[end] = one.rank;
      }
    }
    return best;
  }
}
