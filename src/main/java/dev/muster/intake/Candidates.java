package dev.muster.intake;

import dev.muster.intake.PathTree.Place;
import org.jspecify.annotations.Nullable;

/// The values that were found at the ends of a tree of paths while one object was read. Several
/// readings of a path can be there at the same time; they are told apart by rank.
final class Candidates {

  private record Candidate(Place place, long rank, Raw value, @Nullable Candidate other) {}

  private final @Nullable Candidate[] found;
  private final boolean[] visited;

  Candidates(PathTree tree) {
    this.found = new @Nullable Candidate[tree.ends()];
    this.visited = new boolean[tree.places()];
  }

  /// A place is entered: what was found there or within before, under the same name, counts no
  /// longer, for the last of several equal names does.
  void enter(Place place, long rank) {
    if (!visited[place.index]) {
      visited[place.index] = true;
      return;
    }
    for (int end = 0; end < found.length; end++) {
      found[end] = without(found[end], place, rank);
    }
  }

  private static @Nullable Candidate without(
      @Nullable Candidate candidate, Place place, long rank) {
    if (candidate == null) {
      return null;
    }
    Candidate others = without(candidate.other, place, rank);
    if (candidate.place.within(candidate.rank, place, rank)) {
      return others;
    }
    return new Candidate(candidate.place, candidate.rank, candidate.value, others);
  }

  /// Notes a value, if a path ends here.
  void offer(Place place, long rank, Raw value) {
    int end = place.end();
    if (end >= 0) {
      found[end] = new Candidate(place, rank, value, found[end]);
    }
  }

  /// The value that counts for each end; null where nothing was found.
  @Nullable Raw[] best() {
    @Nullable Raw[] best = new @Nullable Raw[found.length];
    for (int end = 0; end < found.length; end++) {
      long rank = -1;
      for (Candidate one = found[end]; one != null; one = one.other) {
        if (one.rank > rank) {
          rank = one.rank;
          best[end] = one.value;
        }
      }
    }
    return best;
  }
}
