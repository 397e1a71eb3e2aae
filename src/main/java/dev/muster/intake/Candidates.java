package dev.muster.intake;

import dev.muster.intake.PathTree.Place;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values that were found at the ends of a tree of paths while one object was read. Of several
/// readings of a path, the one with the greatest rank counts.
final class Candidates {

  private record Visit(int place, long rank) {}

  private final @Nullable Raw[] best;
  private final long[] ranks;

  /// The first visit of each place, as its rank and one; further ones are rare.
  private final long[] visited;

  private @Nullable Set<Visit> moreVisits;

  Candidates(PathTree tree) {
    this.best = new @Nullable Raw[tree.ends()];
    this.ranks = new long[tree.ends()];
    this.visited = new long[tree.places()];
  }

  /// A place is entered.
  ///
  /// @return false if it was entered before in the same reading: the same name came twice
  boolean enter(Place place, long rank) {
    if (visited[place.index] == 0) {
      visited[place.index] = rank + 1;
      return true;
    }
    if (moreVisits == null) {
      moreVisits = new HashSet<>();
    }
    return visited[place.index] != rank + 1 && moreVisits.add(new Visit(place.index, rank));
  }

  /// Notes a value, if a path ends here.
  void offer(Place place, long rank, Raw value) {
    int end = place.end();
    if (end >= 0 && (best[end] == null || rank > ranks[end])) {
      best[end] = value;
      ranks[end] = rank;
    }
  }

  /// The value that counts for each end; null where nothing was found.
  @Nullable Raw[] best() {
    return best;
  }
}
